/** Holds a statement to some partitions of a table. */
export const inPartitions = (...partitions: string[]) => ({
  'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': partitions },
});

/** The same of partitions whose names are like these, `*` standing for anything. */
export const inPartitionsLike = (...patterns: string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns },
});
