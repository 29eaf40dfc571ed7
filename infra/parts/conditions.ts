/** Holds a statement to some partitions of a table. */
export const inPartitions = (...partitions: string[]) => ({
  'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': partitions },
});
