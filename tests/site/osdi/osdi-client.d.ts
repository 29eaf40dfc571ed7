/** The parts of osdi-client 1.0.2 that the tests use. It has no types of its own. */
declare module 'osdi-client' {
  interface Answer {
    readonly body: object;
    readonly headers: Readonly<Record<string, string>>;
  }
  type Asking = Promise<Answer> & { query(query: object): Promise<Answer> };
  interface Petition {
    readonly data: {
      readonly title: string;
      readonly browserUrl: string;
      readonly totalSignatures: number;
      readonly identifiers: object;
    };
  }
  interface Client {
    readonly motd: string;
    getPetitions(): Asking;
    parse(answer: Answer): { readonly petitions: readonly Petition[]; readonly nextPage?: () => Asking };
  }
  const osdi: { client(entryPoint: object): Promise<Client> };
  export = osdi;
}
