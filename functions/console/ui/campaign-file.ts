/** The field in which the file of a campaign is chosen, and what it may be. */
export const CAMPAIGN_FILE = 'file';
export const CAMPAIGN_FILES = '.yaml,.yml,.json';
