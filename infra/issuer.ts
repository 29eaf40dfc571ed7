/** A provider that the group has already, such as Keycloak, Entra or Google. */
export interface Issuer {
  readonly url: string;
  readonly clientId: string;
  /** The name of the secret in Secrets Manager that has the client's secret. Undefined if the client has none. */
  readonly clientSecret: string | undefined;
  /** The values of `acr` that mean a second factor, separated by spaces. Undefined: `amr` says so. */
  readonly acr: string | undefined;
}
