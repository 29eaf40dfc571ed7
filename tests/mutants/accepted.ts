/** A mutant that no test needs to notice, and why. */
export interface Accepted {
  /** From the root of the project. */
  readonly file: string;
  /** Words of the source line where the mutant begins. They find the line again when others move. */
  readonly line: string;
  /** The code that the mutant puts there, in one line. */
  readonly to: readonly string[];
  readonly why: string;
}

/** A kind of mutants that no test needs to notice, wherever they stand. */
export interface AcceptedKind {
  /** The name that Stryker gives to the kind of change. */
  readonly mutator: string;
  /** Matches the code that is changed. */
  readonly from: RegExp;
  /** Matches the source line where the mutant begins. */
  readonly line?: RegExp;
  readonly why: string;
}

export const acceptedKinds: readonly AcceptedKind[] = [
  {
    mutator: 'ObjectLiteral',
    from: /requestTimeout|requestHandler/,
    why: 'How long a client of AWS waits. A test would have to wait as long, beside a server that never answers.',
  },
  {
    mutator: 'BooleanLiteral',
    from: /^true$/,
    line: /throwOnRequestTimeout/,
    why: 'How long a client of AWS waits. A test would have to wait as long, beside a server that never answers.',
  },
  {
    mutator: 'StringLiteral',
    from: /^''$/,
    line: /\.S \?\? ''|\{ S: '' \}/,
    why: 'The fallback for an attribute that every item has. It is there for TypeScript.',
  },
  {
    mutator: 'ObjectLiteral',
    from: /^\{ S: '' \}$/,
    why: 'The fallback for an attribute that every item has. It is there for TypeScript.',
  },
  {
    mutator: 'ArrayDeclaration',
    from: /^\[\]$/,
    line: /\bItems (\?\?|=) \[\]/,
    why: 'The answer to a Query always has its list of items, maybe an empty one. The default is there for TypeScript.',
  },
  {
    mutator: 'OptionalChaining',
    from: /\.split\([^)]*\)\[0\]/,
    why: 'A split text always has a first part. The `?.` is there for TypeScript.',
  },
  {
    mutator: 'OptionalChaining',
    from: /\?\.(S|N|B|SS|BS)\b|\.(S|N|B|SS|BS)\?\./,
    why: 'An attribute of a DynamoDB item has the type “one of many, or missing”. The code asks with `?.` also where every item has the attribute.',
  },
];

const core = (room: string, file: string) => `functions/core/${room}/${file}.ts`;

export const accepted: readonly Accepted[] = [
  {
    file: 'functions/core/published/marks.ts',
    line: 'const offset = interval > DAY',
    to: ['true', 'interval >= DAY'],
    why: 'The first Monday is four days after the epoch, which is a whole number of every shorter interval.',
  },
  {
    file: 'functions/core/published/run.ts',
    line: 'if (room.bytes < bytes) break;',
    to: ['room.bytes <= bytes'],
    why: 'One campaign fewer of 65,000 in an item. The room is a round number below the limit of DynamoDB.',
  },
  {
    file: 'functions/core/published/countries.ts',
    line: 'const largestFirst =',
    to: ['one <= other'],
    why: 'No two countries have the same code.',
  },
  {
    file: core('keys', 'keyring'),
    line: "typeof entry === 'string' || !entry.from",
    to: ["typeof entry === 'string' && !entry.from", 'false', '""'],
    why: 'A text has no property `from`: the second condition holds for it as well. The first one is there for TypeScript.',
  },
  {
    file: core('keys', 'keyring'),
    line: '.sort((one, other)',
    to: ['true', 'false', 'one.from >= other.from', 'one.from <= other.from'],
    why: 'The sort of V8 asks only whether the answer is below zero. The standard wants the rest of the comparison.',
  },
  {
    file: core('keys', 'token'),
    line: "const [header = ''",
    to: ['"Stryker was here!"'],
    why: 'A split text always has a first part. The default is there for TypeScript.',
  },
  {
    file: core('keys', 'token'),
    line: 'authTagLength: TAG_BYTES',
    to: ['{}'],
    why: 'Sealing: 16 bytes are the default. Opening: the length of the tag is checked before.',
  },
  {
    file: core('keys', 'token'),
    line: 'const [, kid =',
    to: ['"Stryker was here!"', '["Stryker was here"]'],
    why: 'Any text that is no id of a key does: the header is compared as a whole after that.',
  },
  {
    file: core('keys', 'token'),
    line: "headerOf(kid) === header ? kid : ''",
    to: ['"Stryker was here!"'],
    why: 'No key has that id either.',
  },
  {
    file: core('limits', 'address'),
    line: 'item.writer?.B !== undefined',
    to: ['true', 'item.writer.B', 'item.writer'],
    why: 'An item whose condition failed is there and has a writer. The checks are there for TypeScript.',
  },
  {
    file: core('limits', 'address'),
    line: "Buffer.from('spent\\0')",
    to: ['""'],
    why: 'The prefix keeps this HMAC apart from others that the same key may make one day. No other has this form today.',
  },
  {
    file: core('limits', 'counter'),
    line: 'memory.size > remembered && longestAgo !== undefined',
    to: ['true'],
    why: 'A map that is not empty has a first key. The check is there for TypeScript.',
  },
  {
    file: core('limits', 'counter'),
    line: 'const plus =',
    to: ['b / times'],
    why: '`times` is 1 or -1.',
  },
  {
    file: core('limits', 'counter'),
    line: 'Object.entries(pending).filter',
    to: ['Object.entries(pending)', 'true', 'count >= 0'],
    why: 'Adding 0 to an attribute counts nothing.',
  },
  {
    file: core('abuse', 'level'),
    line: 'return level >= 8 ? 8',
    to: ['level > 8'],
    why: 'For 8 both branches give 8.',
  },
  {
    file: core('abuse', 'proof'),
    line: 'invalidSignature !== false || invalidSolution !== false',
    to: ['false'],
    why: 'The library checks no solution whose signature is wrong, and answers `null` for it.',
  },
  {
    file: core('abuse', 'proof'),
    line: "update('solution')",
    to: ['""'],
    why: 'Any word does that is not the other one: the two keys must differ.',
  },
  {
    file: core('abuse', 'proof'),
    line: '} catch {',
    to: ['{}'],
    why: 'A function that ends returns undefined, too.',
  },
  {
    file: core('running', 'last-seen'),
    line: 'seen.at < now',
    to: ['seen.at <= now'],
    why: 'Two reads never begin at one moment: there is a time between them.',
  },
  {
    file: core('running', 'log'),
    line: "const { stack = ''",
    to: ['"Stryker was here!"'],
    why: 'The other text holds no place in code either.',
  },
  {
    file: core('running', 'remember'),
    line: 'known.size >= entries && longestAgo !== undefined',
    to: ['true'],
    why: 'A map that is not empty has a first key. The check is there for TypeScript.',
  },
  {
    file: core('running', 'settings'),
    line: "issue.path.join('.')",
    to: ['""'],
    why: 'Settings are flat: a path has one part.',
  },
  {
    file: 'functions/http/body.ts',
    line: '} catch {',
    to: ['{}'],
    why: 'What could not be parsed is undefined, which the next line refuses with the same words.',
  },
  {
    file: 'functions/http/lambda.ts',
    line: "typeof (sourceIp ?? '')",
    to: ['"Stryker was here!"'],
    why: 'Any other text is a text, too.',
  },
  {
    file: 'functions/http/lambda.ts',
    line: '} catch {',
    to: ['{}'],
    why: 'A function that ends returns undefined, too.',
  },
  {
    file: core('outbox', 'wait'),
    line: 'const byDay =',
    to: ['day || beyondToday > 0', 'day && true', 'true', 'beyondToday >= 0'],
    why: 'Where nothing is beyond today, the other branch gives 0, too: a day has no more left than it has at most.',
  },
  {
    file: core('aws', 'overtaken'),
    line: 'error.CancellationReasons ?? []',
    to: ['["Stryker was here"]'],
    why: 'A reason that is no object has no code, as no reason has.',
  },
  {
    file: core('aws', 'sha256'),
    line: "typeof secret === 'string'",
    to: ['true'],
    why: 'A buffer made of bytes holds the same bytes.',
  },
  {
    file: 'functions/core/address.ts',
    line: 'at < 1 ||',
    to: ['false'],
    why: 'An empty local part is malformed for the next check, too, and a text without `@` has no domain.',
  },
  {
    file: 'functions/core/address.ts',
    line: 'QUOTED.exec(local)?.[1]?.replace',
    to: ['QUOTED.exec(local)?.[1].replace'],
    why: 'The pattern always has its group. The `?.` is there for TypeScript.',
  },
  {
    file: 'functions/core/address.ts',
    line: 'content === undefined',
    to: ['false'],
    why: 'The next line gives undefined for undefined, too: as a text it reads like an address.',
  },
  {
    file: 'functions/sign/app.ts',
    line: 'return token.replace(',
    to: ['/\\s/g'],
    why: 'Each white space is removed by itself, with the same result.',
  },
  {
    file: 'functions/http/edge.ts',
    line: "c.req.header(EDGE_HEADER) ?? ''",
    to: ['"Stryker was here!"'],
    why: 'That text is no key either: keys are longer.',
  },
  {
    file: 'functions/sign/handler.ts',
    line: 'const rings = {',
    to: ['{}'],
    why: 'Only a deployed function runs its handler. The tests of `tests/deploy` deploy it.',
  },
  {
    file: 'functions/sign/handler.ts',
    line: 'const secrets = settings.EDGE_SECRET',
    to: ['{}'],
    why: 'Only a deployed function runs its handler. The tests of `tests/deploy` deploy it.',
  },
  {
    file: 'functions/sign/handler.ts',
    line: "new URL('./assets/'",
    to: ['""', '{}'],
    why: 'Only a deployed function runs its handler. The tests of `tests/deploy` deploy it.',
  },
  {
    file: 'functions/site/handler.ts',
    line: "new URL('./assets/'",
    to: ['""', '{}'],
    why: 'Only a deployed function runs its handler. The tests of `tests/deploy` deploy it.',
  },
  {
    file: 'functions/http/network.ts',
    line: ".replace(/%.*$/, '')",
    to: ['/%.*/'],
    why: 'A dot stands for everything up to the end of the line, also without `$`.',
  },
  {
    file: 'functions/http/network.ts',
    line: "ownNetworks.check(address, 'ipv6')",
    to: ['""'],
    why: 'Node reads every family but `ipv4` as IPv6.',
  },
  {
    file: 'functions/http/network.ts',
    line: 'default:',
    to: ['default:'],
    why: 'A function that ends returns undefined, too.',
  },
  {
    file: 'functions/http/network.ts',
    line: "const [before = '', after]",
    to: ['"Stryker was here!"'],
    why: 'A split text always has a first part. The default is there for TypeScript.',
  },
  {
    file: 'functions/http/network.ts',
    line: "const rest = after === undefined || after === ''",
    to: ['false', '"Stryker was here!"', '["Stryker was here"]'],
    why: 'Where nothing stands behind `::`, one zero less is filled in. Only the first three of eight groups are used.',
  },
  {
    file: 'functions/http/network.ts',
    line: 'const zeros = after === undefined',
    to: ['false', '["Stryker was here"]'],
    why: 'An address without `::` has all its groups. Only the first three of them are used.',
  },
  {
    file: 'infra/parts/function.ts',
    line: "schedule.every === 'hour' ? 'Hourly' : 'Daily'",
    to: ['true', 'false', "schedule.every !== 'hour'", '""'],
    why: 'The id only names the rule in the template, and nothing refers to it.',
  },
  {
    file: 'infra/parts/public-api.ts',
    line: "stageName: '$default'",
    to: ['""'],
    why: 'CDK gives a stage without a name this one.',
  },
  {
    file: 'infra/parts/stores.ts',
    line: 'if (!this.signatures.tableStreamArn)',
    to: ['false', '""'],
    why: 'The table always has a stream. The check is there for TypeScript.',
  },
  {
    file: 'infra/parts/stores.ts',
    line: "openTo(to, 'read and write')",
    to: ['""'],
    why: 'Every use but `read` is this one.',
  },
  {
    file: 'infra/parts/vault.ts',
    line: "openTo(this.keeper, 'read and write')",
    to: ['""'],
    why: 'Every use but `read` is this one.',
  },
  {
    file: 'infra/parts/vault.ts',
    line: 'const copy = copiedTo !== undefined',
    to: ['true'],
    why: 'Without a region to copy to, both branches give undefined.',
  },
  {
    file: 'infra/parts/watch.ts',
    line: 'period }',
    to: ['{}'],
    why: 'CDK watches these metrics over five minutes, and by their maximum, if nothing else is said.',
  },
  {
    file: core('campaigns', 'faults'),
    line: 'default:',
    to: ['default:'],
    why: 'No check of the schema has another code today. One that comes with a new version of zod gets plain words.',
  },
  {
    file: core('campaigns', 'faults'),
    line: "return 'is not valid'",
    to: ['""'],
    why: 'No check of the schema has another code today. One that comes with a new version of zod gets plain words.',
  },
  {
    file: core('campaigns', 'fields'),
    line: "text.replace(/[\\n\\t]/g, '')",
    to: ['"Stryker was here!"'],
    why: 'The other text holds no control character either.',
  },
  {
    file: core('campaigns', 'fields'),
    line: "code: 'custom'",
    to: ['""'],
    why: 'A fault with words of its own is shown by them, whatever its code.',
  },
  {
    file: core('campaigns', 'fields'),
    line: '} catch {',
    to: ['{}'],
    why: 'A function that ends returns undefined, which is no more a yes.',
  },
  {
    file: core('campaigns', 'file'),
    line: 'depth > 0',
    to: ['depth >= 0'],
    why: 'The part around a path of no parts is the whole text, which the line after the loop gives, too.',
  },
  {
    file: core('campaigns', 'file'),
    line: 'document.contents.range?.[0]',
    to: ['document.contents.range[0]'],
    why: 'What was read from a text has a range. The `?.` is there for TypeScript.',
  },
  {
    file: core('campaigns', 'in-turn'),
    line: 'campaigns.length === 0',
    to: ['false'],
    why: 'Without the check the number is NaN. An empty list has only empty slices, also there.',
  },
  {
    file: core('campaigns', 'key-changes'),
    line: "ring === 'pepper' ? await listCampaignHeads(deps.campaigns) : []",
    to: ['["Stryker was here"]'],
    why: 'A text has no time when it was made, so it belongs to no key.',
  },
  {
    file: core('campaigns', 'key-changes'),
    line: 'error instanceof Error ? error.message',
    to: ['"Stryker was here!"'],
    why: 'What is thrown is an error. The check is there for TypeScript.',
  },
  {
    file: core('campaigns', 'status'),
    line: 'closesAt !== undefined',
    to: ['true'],
    why: 'No time is at or after NaN, the time of a closing that is missing. The check is there for TypeScript.',
  },
  {
    file: core('handover', 'folder'),
    line: '} catch {',
    to: ['{}'],
    why: 'A function that ends returns undefined, too.',
  },
  {
    file: core('handover', 'group-key'),
    line: "passphrase = ''",
    to: ['"Stryker was here!"'],
    why: 'For a sealed file there is a passphrase: the function returned before if nobody can answer.',
  },
  {
    file: core('handover', 'group-key'),
    line: 'await passphrase?.()',
    to: ['passphrase()'],
    why: 'For a sealed file there is a passphrase: the function returned before if nobody can answer.',
  },
  {
    file: core('signatures', 'anonymise'),
    line: 'sk?.S && confirmedAt?.S',
    to: ['true', 'sk?.S || confirmedAt?.S'],
    why: 'Every signature that is not withdrawn has both. The check is there for TypeScript.',
  },
  {
    file: core('signatures', 'attempt'),
    line: "test(value ?? '')",
    to: ['"Stryker was here!"'],
    why: 'The other text does not mean that a box is ticked either.',
  },
  {
    file: core('signatures', 'decide'),
    line: 'done < signatures.length',
    to: ['done <= signatures.length'],
    why: 'One more batch has no signature in it.',
  },
  {
    file: core('signatures', 'links'),
    line: 'end < 0',
    to: ['end <= 0'],
    why: 'No link that we made begins with a line end: its line of JSON comes first.',
  },
  {
    file: core('signatures', 'review'),
    line: 'const decidedBefore',
    to: ['["Stryker was here"]'],
    why: 'No signature has that status.',
  },
  {
    file: core('signatures', 'review'),
    line: "status === 'counted' && signals.length === 0",
    to: ['false'],
    why: 'The query leaves out these signatures, too. It stays as a second wall.',
  },
  {
    file: core('signatures', 'store'),
    line: 'signer.slice(0, 2)',
    to: ['signer'],
    why: 'The first byte of the whole hash is the same.',
  },
  {
    file: core('counts/recount', 'compare'),
    line: 'const beyond =',
    to: ['n <= least', 'n >= most'],
    why: 'At a bound both branches give 0.',
  },
  {
    file: core('counts/recount', 'partition'),
    line: 'page.ConsumedCapacity?.CapacityUnits',
    to: ['page.ConsumedCapacity.CapacityUnits'],
    why: 'The answer has the units, since the query asks for them. The `?.` is there for TypeScript.',
  },
  {
    file: core('counts/recount', 'reconcile'),
    line: 'left > 0',
    to: ['left >= 0', 'left++'],
    why: 'Each correction leaves fewer differences, so this ends. No test corrects 20,000 numbers.',
  },
  {
    file: core('counts/recount', 'recounts'),
    line: 'new Map(bytes ?',
    to: ['["Stryker was here"]', 'true'],
    why: 'Every recount has both counts. The check is there for TypeScript.',
  },
  {
    file: 'functions/site/campaign-page.tsx',
    line: 'const knownSource = source !== undefined',
    to: ['true'],
    why: 'No list of sources has undefined in it. The check is there for TypeScript.',
  },
  {
    file: 'functions/site/dashboard/growth.ts',
    line: 'closesAt !== undefined && at > Date.parse(closesAt)',
    to: ['true'],
    why: 'No time is after NaN, the time of a closing that is missing. The check is there for TypeScript.',
  },
];
