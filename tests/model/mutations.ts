/** A way to break the counting that somebody might think of, or slip into. */
export interface Mutation {
  readonly name: string;
  /** Left out: they break counting itself, and are found without reconciling, which would correct it. */
  readonly of?: 'reconcile' | 'publish';
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Each must be caught by the simulation: `npm run mutate`. */
export const mutations: readonly Mutation[] = [
  {
    name: 'drop the condition on seq',
    file: 'functions/core/counts/store.ts',
    from: "ConditionExpression: from === undefined ? 'attribute_not_exists(seq)' : 'seq = :from',",
    to: "ConditionExpression: from === undefined ? 'attribute_not_exists(seq)' : 'attribute_exists(seq)',",
  },
  {
    name: 'let a first write win over another first write',
    file: 'functions/core/counts/store.ts',
    from: "'attribute_not_exists(seq)' : 'seq = :from',",
    to: "'attribute_not_exists(never)' : 'seq = :from',",
  },
  {
    name: 'compare sequence numbers as text',
    file: 'functions/tally/tally.ts',
    from: 'BigInt(sequence) > known)',
    to: 'from === undefined || sequence > from)',
  },
  {
    name: 'add on replay',
    file: 'functions/tally/tally.ts',
    from: '.filter(({ sequence }) => BigInt(sequence) > known)',
    to: '.filter(({ sequence }) => BigInt(sequence) > 0n || known)',
  },
  {
    name: 'skip the record that follows the last one',
    file: 'functions/tally/tally.ts',
    from: 'BigInt(sequence) > known)',
    to: 'BigInt(sequence) > known + 1n)',
  },
  {
    name: 'skip the old image',
    file: 'functions/core/counts/delta.ts',
    from: '!addImage(change, before, -1) || !addImage(change, after, 1)',
    to: '!addImage(change, after, 1)',
  },
  {
    name: 'one lane for two shards',
    file: 'functions/tally/event.ts',
    from: 'shardId ?? deps.singleLane',
    to: "(shardId && 'lane') ?? deps.singleLane",
  },
  {
    name: 'believe every event',
    file: 'functions/tally/event.ts',
    from: 'const isBelieved = isKnown ||',
    to: 'const isBelieved = !isKnown ||',
  },
  {
    name: 'take a page of the stream for all of it',
    file: 'functions/tally/genuine.ts',
    from: 'ShardIterator = page.NextShardIterator;',
    to: 'ShardIterator = undefined;',
  },
  {
    name: 'take a lost race for a win',
    file: 'functions/tally/tally.ts',
    from: 'if (!(await advance(deps, { campaign, lane, from }, steps))) continue;',
    to: 'await advance(deps, { campaign, lane, from }, steps);',
  },
  {
    name: 'take a conflict of transactions for success',
    file: 'functions/core/aws/overtaken.ts',
    from: "Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict')) return false;",
    to: "Code === 'TransactionConflict')) return true;\n    if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return false;",
  },
  {
    name: 'take a failure for success',
    file: 'functions/tally/tally.ts',
    from: 'else if (await tallyCampaign(deps, campaign, lane, own)) isNew = true;',
    to: 'else if (await tallyCampaign(deps, campaign, lane, own).catch(() => false)) isNew = true;',
  },
  {
    name: 'do not wait for the writes',
    file: 'functions/tally/tally.ts',
    from: 'else if (await tallyCampaign(deps, campaign, lane, own)) isNew = true;',
    to: 'else tallyCampaign(deps, campaign, lane, own).catch(() => undefined);',
  },
  {
    name: 'count names beside the lane, not with it',
    file: 'functions/core/counts/store.ts',
    from: 'const TransactItems = [{ Update: update }, ...nameWrites(db.table, step.campaign, step.names)];',
    to:
      'const TransactItems = nameWrites(db.table, step.campaign, step.names);\n' +
      '  return ifNotOvertaken(() => db.client.send(new UpdateItemCommand(update))).then(\n' +
      '    (moved) => moved && db.client.send(new TransactWriteItemsCommand({ TransactItems })).then(() => true));',
  },
  {
    name: 'remember how far it came before adding what it counted',
    file: 'functions/core/counts/store.ts',
    from: 'const update = laneUpdate(db, step);',
    to:
      'const update = laneUpdate(db, { ...step, from: step.names.size === 0 ? step.to : step.from });\n' +
      '  const first = new UpdateItemCommand(laneUpdate(db, { ...step, delta: new Map() }));\n' +
      '  if (step.names.size === 0)\n' +
      '    return ifNotOvertaken(() => db.client.send(first)).then(\n' +
      '      (moved) => moved && ifNotOvertaken(() => db.client.send(new UpdateItemCommand(update))));',
  },
  {
    name: 'count a voided signature',
    file: 'functions/core/counts/delta.ts',
    from: "if (status === 'counted') {",
    to: "if (status === 'counted' || status === 'voided') {",
  },
  {
    name: 'fold a lane that moved since it was read',
    file: 'functions/core/counts/fold.ts',
    from: '`seq = :seq AND ${folds',
    to: '`(seq = :seq OR seq <> :seq) AND ${folds',
  },
  {
    name: 'fold a lane twice at once',
    file: 'functions/core/counts/fold.ts',
    from: "folds ? 'folds = :folds' : 'attribute_not_exists(folds)'",
    to: "folds ? '(folds = :folds OR folds <> :folds)' : 'attribute_exists(seq)'",
  },
  {
    name: 'remove a lane too early',
    file: 'functions/core/counts/fold.ts',
    from: 'const GONE_AFTER = 14 * DAY;',
    to: 'const GONE_AFTER = DAY;',
  },
  {
    name: 'fold without adding to the base in the same write',
    file: 'functions/core/counts/fold.ts',
    from: 'const TransactItems = [{ Update }, ...additions.map((part) => ({ Update: part }))];',
    to:
      'const TransactItems = additions.map((part) => ({ Update: part }));\n' +
      '  return ifNotOvertaken(() => db.client.send(new UpdateItemCommand(Update))).then(\n' +
      '    (left) => left && ifNotOvertaken(() => db.client.send(new TransactWriteItemsCommand({ TransactItems }))));',
  },
  {
    name: 'keep the copy of a name whose signer withdrew',
    file: 'functions/core/counts/names.ts',
    from: '...(hasGone ? [{ Delete: { TableName: table, Key: shownKeyOf(campaign, key) } }] : []),',
    to: '',
  },
  {
    name: 'forget within a batch that a name has gone',
    file: 'functions/core/counts/names.ts',
    from: 'hasGone: hasGone || (to.get(key)?.hasGone ?? false)',
    to: 'hasGone',
  },
  {
    name: 'keep names in the order of signing',
    file: 'functions/core/counts/names.ts',
    from: 'return { key: nameKey(sk.S),',
    to: "return { key: (image?.confirmedAt?.S ?? '') + nameKey(sk.S),",
  },
  {
    name: 'show a drawn name if it is there at all',
    file: 'functions/core/published/names.ts',
    from: "ConditionExpression: '#state = :approved AND id = :id',",
    to: "ConditionExpression: 'attribute_exists(id)',",
  },
  {
    name: 'show a drawn name without looking at it again',
    file: 'functions/core/published/names.ts',
    from: '...drawn.map((name) => isStillApproved(db, campaign, name)),',
    to: '',
  },
  {
    name: 'hide a name and leave its copy',
    file: 'functions/core/counts/name-decisions.ts',
    from: "if (state !== 'approved') return",
    to: 'if (state) return',
  },
  {
    name: 'recount the first page of a partition alone',
    of: 'reconcile',
    file: 'functions/core/aws/db.ts',
    from: 'from = page.LastEvaluatedKey;',
    to: 'from = undefined;',
  },
  {
    name: 'recount from a copy that lags behind',
    of: 'reconcile',
    file: 'functions/core/counts/recount/partition.ts',
    from: 'ConsistentRead: true,',
    to: 'ConsistentRead: false,',
  },
  {
    name: 'compare before tally must have caught up',
    of: 'reconcile',
    file: 'functions/core/counts/recount/recount.ts',
    from: 'SETTLES_AFTER = 25 * HOUR',
    to: 'SETTLES_AFTER = HOUR',
  },
  {
    name: 'take fresh hours for old ones',
    of: 'reconcile',
    file: 'functions/core/counts/recount/compare.ts',
    from: 'FRESH = 27 * HOUR',
    to: 'FRESH = -48 * HOUR',
  },
  {
    name: 'allow for nothing that came and went',
    of: 'reconcile',
    file: 'functions/core/counts/recount/compare.ts',
    from: 'const slack = Math.floor(',
    to: 'const slack = 0 * Math.floor(',
  },
  {
    name: 'allow for nothing that was counted meanwhile',
    of: 'reconcile',
    file: 'functions/core/counts/recount/compare.ts',
    from: 'Math.min(is, was) - slack, Math.max(is, was) + slack',
    to: 'is - slack, is + slack',
  },
  {
    name: 'allow for whatever is lacking',
    of: 'reconcile',
    file: 'functions/core/counts/recount/compare.ts',
    from: 'Math.max(is, was) + slack',
    to: 'Math.max(is, was, should) + slack',
  },
  {
    name: 'forget decisions among what moves',
    of: 'reconcile',
    file: 'functions/core/counts/delta.ts',
    from: "if (before && before.status?.S !== 'withdrawn')",
    to: "if (after?.status?.S === 'withdrawn')",
  },
  {
    name: 'leave in lanes how much was counted',
    of: 'reconcile',
    file: 'functions/core/counts/delta.ts',
    from: 'isOfSignatures(name) || GROWING.includes(name);',
    to: 'isOfSignatures(name) || (GROWING.includes(name) && name === MOVES);',
  },
  {
    name: 'count a partition again after a pause',
    of: 'reconcile',
    file: 'functions/core/counts/recount/recount.ts',
    from: '(_, i) => running.next + i)',
    to: '(_, i) => Math.max(0, running.next - 1) + i)',
  },
  {
    name: 'keep how far it came, but not what it counted',
    of: 'reconcile',
    file: 'functions/core/counts/recount/recount.ts',
    from: '{ ...running, recounted, next, at: clock() }',
    to: '{ ...running, recounted: next < SHARDS ? recounted : running.recounted, next, at: clock() }',
  },
  {
    name: 'repair twice at once',
    of: 'reconcile',
    file: 'functions/core/counts/recount/repair.ts',
    from: '    noteOnce(db, campaign, recount),\n',
    to: '',
  },
  {
    name: 'repair by the number that it should be, not by what it lacks',
    of: 'reconcile',
    file: 'functions/core/counts/recount/repair.ts',
    from: 'own.map(({ name, missing }) => [name, missing] as const)',
    to: 'own.map(({ name, recounted }) => [name, recounted] as const)',
  },
  {
    name: 'repair all that differs, not what certainly does',
    of: 'reconcile',
    file: 'functions/core/counts/recount/repair.ts',
    from: 'own.map(({ name, missing }) => [name, missing] as const)',
    to: 'own.map(({ name, counted, recounted }) => [name, recounted - counted] as const)',
  },
  {
    name: 'date numbers by the moment of a look',
    of: 'publish',
    file: 'functions/core/published/rules.ts',
    from: 'hasMoved ? Math.max(mark, published.asOf) : published.asOf',
    to: 'hasMoved ? now : published.asOf',
  },
  {
    name: 'move numbers between two marks',
    of: 'publish',
    file: 'functions/core/published/rules.ts',
    from: 'const interval = longestEnded(since, now);',
    to: 'const interval = longestEnded(since, now) ?? intervals[0];',
  },
  {
    name: 'take one signer fewer for a crowd',
    of: 'publish',
    file: 'functions/core/published/crowd.ts',
    from: 'export const CROWD = 20;',
    to: 'export const CROWD = 19;',
  },
  {
    name: 'show withdrawals at once',
    of: 'publish',
    file: 'functions/core/published/rules.ts',
    from: 'const mayMove = isLive ||',
    to: 'const mayMove = isLive || exact.total < published.total ||',
  },
  {
    name: 'let cheap mailboxes hide others',
    of: 'publish',
    file: 'functions/core/published/rules.ts',
    from: 'const hiding = exact.total - sumOf(exact.cheapByCountry.values());',
    to: 'const hiding = exact.total;',
  },
  {
    name: 'let people hide twice',
    of: 'publish',
    file: 'functions/core/published/crowd.ts',
    from: 'Math.min(since, hiding - (totals.get(one) ?? 0))',
    to: '(hiding - (totals.get(one) ?? 0))',
  },
  {
    name: 'let people of a country hide twice',
    of: 'publish',
    file: 'functions/core/published/countries.ts',
    from: 'Math.max(before.get(country) ?? 0, fewest)',
    to: '(before.get(country) ?? 0)',
  },
  {
    name: 'ask for the crowd since the last move alone',
    of: 'publish',
    file: 'functions/core/published/crowd.ts',
    from: 'Math.min(since, hiding - (totals.get(one) ?? 0))',
    to: 'since',
  },
  {
    name: 'let an attacker move a week',
    of: 'publish',
    file: 'functions/core/published/crowd.ts',
    from: 'CROWD + ONE_ATTACKER * Math.max(1, interval / DAY)',
    to: 'CROWD + ONE_ATTACKER',
  },
  {
    name: 'let a number rest for three weeks',
    of: 'publish',
    file: 'functions/core/published/crowd.ts',
    from: 'rest.at <= markBefore(now, interval) - FOUR_WEEKS',
    to: 'rest.at <= markBefore(now, interval) - 0.75 * FOUR_WEEKS',
  },
  {
    name: 'take one signer fewer after four weeks',
    of: 'publish',
    file: 'functions/core/published/crowd.ts',
    from: 'export const RESTED_CROWD = 14;',
    to: 'export const RESTED_CROWD = 13;',
  },
  {
    name: 'let each week after four show that a crowd is full',
    of: 'publish',
    file: 'functions/core/published/crowd.ts',
    from: 'if (hasMoved || hasRested(rest, interval, now))',
    to: 'if (hasMoved)',
  },
  {
    name: 'move a country without its crowd',
    of: 'publish',
    file: 'functions/core/published/countries.ts',
    from: 'if (!hasCrowd) continue;',
    to: '',
  },
  {
    name: 'move a country that hardly differs',
    of: 'publish',
    file: 'functions/core/published/countries.ts',
    from: 'return signed >= crowd && Math.abs(grown(country)) >= crowd;',
    to: 'return signed >= crowd;',
  },
  {
    name: 'let those hide who signed before a country moved',
    of: 'publish',
    file: 'functions/core/published/countries.ts',
    from: 'lowest.set(country, couldHide);',
    to: '',
  },
  {
    name: 'let a rest begin before a late look',
    of: 'publish',
    file: 'functions/core/published/crowd.ts',
    from: 'return { at: hourOf(now), hiding };',
    to: 'return { at: markBefore(now, interval), hiding };',
  },
  {
    name: 'show countries to the last signature',
    of: 'publish',
    file: 'functions/core/published/countries.ts',
    from: 'Math.floor((n - offset) / STEP) * STEP',
    to: 'n',
  },
  {
    name: 'move countries within a day',
    of: 'publish',
    file: 'functions/core/published/rules.ts',
    from: 'interval < DAY\n      ? undefined',
    to: 'interval < 60 * MINUTE\n      ? undefined',
  },
  {
    name: 'name more than the total holds',
    of: 'publish',
    file: 'functions/core/published/countries.ts',
    from: 'if (sumOf(fitting.values()) + n <= total) fitting.set(country, n);',
    to: 'fitting.set(country, n);',
  },
  {
    name: 'move the numbers of a small campaign each minute',
    of: 'publish',
    file: 'functions/core/published/rules.ts',
    from: 'crowds >= (CROWDS_A_DAY.get(one) ?? 0)',
    to: 'crowds >= 0',
  },
  {
    name: 'never move a total that fell',
    of: 'publish',
    file: 'functions/core/published/rules.ts',
    from: 'Math.abs(exact.total - published.total);',
    to: 'exact.total - published.total;',
  },
];
