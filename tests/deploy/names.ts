import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { physicalTableName, type TableName } from '../../functions/core/aws/tables.ts';
import { queryNames, type StoredName } from '../../functions/core/counts/names.ts';
import { drawNames } from '../../functions/core/published/names.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { approveAll } from '../support/names.ts';
import { asFunction, asPerson, type RoleClient } from './roles.ts';

/** Tables, with the credentials of a role. */
export const tablesOf = (role: RoleClient) => {
  const client = new DynamoDBClient(role);
  const table = (name: TableName) => ({ client, table: physicalTableName(STAGE, name) });
  return { counts: table('Counts'), campaigns: table('Campaigns') };
};

/** The names of a campaign as organisers see them, with the credentials of their role. */
export const namesOf = async (campaign: string): Promise<StoredName[]> =>
  queryNames(tablesOf(await asPerson('organisers')).counts, campaign);

/** Approves all names that wait, with the credentials of organisers. */
export const approveNames = async (campaign: string): Promise<number> =>
  approveAll(tablesOf(await asPerson('organisers')), campaign);

/** Draws names as at the end of a day with a crowd, with the credentials of the function that publishes. */
export const drawShownNames = async (campaign: string): Promise<boolean> =>
  drawNames(tablesOf(await asFunction('publish')).counts, { campaign, at: Date.now() });
