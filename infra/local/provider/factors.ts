/** How a person proved who they are, as tokens say it: with a second factor, or without (RFC 8176). */
export const withSecondFactor = { acr: 'urn:amparo:second-factor', amr: ['pwd', 'otp', 'mfa'] };
export const withPasswordAlone = { acr: 'urn:amparo:password', amr: ['pwd'] };
