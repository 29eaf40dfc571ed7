import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Console } from './parts/console.ts';
import { Feedback } from './parts/feedback.ts';
import { Fold } from './parts/fold.ts';
import type { FunctionCode } from './parts/function.ts';
import { Mail } from './parts/mail.ts';
import { Organisers } from './parts/organisers.ts';
import { Overview } from './parts/overview.ts';
import { Pictures } from './parts/pictures.ts';
import { PublicApi } from './parts/public-api.ts';
import { Publish } from './parts/publish.ts';
import { Reconcile } from './parts/reconcile.ts';
import { Records } from './parts/records.ts';
import { Retention } from './parts/retention.ts';
import { Sign } from './parts/sign.ts';
import { SignIn } from './parts/sign-in.ts';
import { Site } from './parts/site.ts';
import { Stores } from './parts/stores.ts';
import { Tally } from './parts/tally.ts';
import { Vault } from './parts/vault.ts';
import { Watch } from './parts/watch.ts';
import { Webhooks } from './parts/webhooks.ts';
import type { Stage } from './stage.ts';

/** The whole service. Each part makes its function, and gives it its rights. */
export class PetitionStack extends Stack {
  /** The host of the HTTP API, behind the edge. */
  readonly apiHost: string;

  constructor(scope: Construct, id: string, { stage, code }: { stage: Stage; code: FunctionCode }) {
    super(scope, id, {
      description: 'Amparo: petitions',
      env: { region: stage.region },
      terminationProtection: stage.isProtected,
    });
    const publicApi = new PublicApi(this, 'Api', { stage });
    const publicUrl = stage.domain ? `https://${stage.domain.name}` : (stage.emulatedUrl ?? publicApi.api.apiEndpoint);

    const stores = new Stores(this, 'Stores', { stage });
    const vault = new Vault(this, 'Vault', { stage, stores }); // its keeper may read and write keys, and list campaigns
    const records = new Records(this, 'Records', { stage, stores }); // people who act may read it and add to it; nobody may change it
    records.openToPerson(vault.keeper);
    const mail = new Mail(this, 'Mail', { stage, code, vault, stores, publicUrl }); // may send as the stage's sender
    const feedback = new Feedback(this, 'Feedback', { code, stores, mail }); // may count bounces; gets no address
    const edge = vault.edgeKeys(this, 'Edge'); // CloudFront sends one to sign, which refuses requests without
    const sign = new Sign(this, 'Sign', { stage, code, vault, stores, mail, edge, publicUrl }); // may write signatures, not read them
    const tally = new Tally(this, 'Tally', { stage, code, stores }); // may read the stream and write counts
    const site = new Site(this, 'Site', { stage, code, stores, publicUrl }); // may read campaigns and published numbers
    const retention = new Retention(this, 'Retention', { stage, code, stores }); // may erase identities, not read them
    const publish = new Publish(this, 'Publish', { code, stores }); // may read counts and write published numbers
    const webhooks = new Webhooks(this, 'Webhooks', { stage, code, vault, stores }); // may tell endpoints what was announced; sees no campaign
    const overview = new Overview(this, 'Overview', { code, stores, webhooks }); // may read campaigns and published numbers, write lists and announce events
    const fold = new Fold(this, 'Fold', { code, stores }); // may move counts; sees no signature
    const reconcile = new Reconcile(this, 'Reconcile', { stage, code, stores, records }); // may count signatures again; may read no name
    const signIn = new SignIn(this, 'SignIn', { stage, publicUrl }); // knows who was invited, and keeps their passwords
    const pictures = new Pictures(this, 'Pictures', { stage, code }); // its function opens uploaded files, and may do nothing else
    const console = new Console(this, 'Console', {
      stage,
      code,
      vault,
      stores,
      records,
      signIn,
      edge,
      pictures,
      webhooks,
      publicUrl,
    }); // may write campaigns and organisers, read counts, have webhooks sent; sees no signature and no key but its own
    new Organisers(this, 'Organisers', { stage, stores, mail, pictures, records, webhooks }); // may export and review signatures; may read no key
    const parts = {
      site,
      sign,
      tally,
      mail,
      feedback,
      retention,
      publish,
      overview,
      fold,
      reconcile,
      webhooks,
      console,
      pictures,
    };
    publicApi.route(parts);
    new Watch(this, 'Watch', { stage, publicApi, parts });

    this.apiHost = `${publicApi.api.apiId}.execute-api.${this.region}.${this.urlSuffix}`;
    new CfnOutput(this, 'PublicUrl', { value: publicUrl });
    new CfnOutput(this, 'ApiUrl', { value: publicApi.api.apiEndpoint });
  }
}
