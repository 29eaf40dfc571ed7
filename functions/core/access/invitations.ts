/** The tag of a stage's secret `organisers` that names its Cognito user pool: by it, commands find the pool. */
export const POOL_TAG = 'amparo-organisers-pool';

/** The sign-in of the group, as far as it knows only people whom Amparo tells it. Others, such as Keycloak, know their own. */
export interface Invitations {
  /** Makes the person known, and sends them an e-mail. If they are known already, they begin afresh, with a new second factor. */
  send(address: string): Promise<void>;
  /** Makes the person unknown. */
  withdraw(address: string): Promise<void>;
  /** Ends its connections, if it has any. */
  close?(): void;
}

/**
 * The people of a Cognito user pool. Cognito sends the e-mail, with a password for the first time, which nobody else sees.
 * @param pool the id of the pool.
 */
export function cognitoInvitations(pool: string): Invitations {
  // It is loaded with the first invitation: no other page needs it.
  const load = async () => {
    const cognito = await import('@aws-sdk/client-cognito-identity-provider');
    return { ...cognito, client: new cognito.CognitoIdentityProviderClient({ maxAttempts: 2 }) };
  };
  let loaded: ReturnType<typeof load> | undefined;
  const open = () => {
    loaded ??= load();
    return loaded;
  };
  const withdraw = async (address: string) => {
    const { client, AdminDeleteUserCommand, UserNotFoundException } = await open();
    try {
      await client.send(new AdminDeleteUserCommand({ UserPoolId: pool, Username: address }));
    } catch (error) {
      if (!(error instanceof UserNotFoundException)) throw error;
    }
  };
  return {
    withdraw,
    close() {
      loaded?.then(({ client }) => client.destroy()).catch(() => undefined);
    },
    async send(address) {
      await withdraw(address);
      const { client, AdminCreateUserCommand } = await open();
      await client.send(
        new AdminCreateUserCommand({
          UserPoolId: pool,
          Username: address,
          // An admin vouches for it, and the password goes there alone.
          UserAttributes: [
            { Name: 'email', Value: address },
            { Name: 'email_verified', Value: 'true' },
          ],
          DesiredDeliveryMediums: ['EMAIL'],
        }),
      );
    },
  };
}
