/**
 * What a signature may be. `counted` and `under-review` are what a confirmation makes of it, `voided` what an organiser
 * may make of it, `withdrawn` what its signer may make of any. Only `counted` ones are counted in public.
 */
export const signatureStatuses = ['counted', 'under-review', 'voided', 'withdrawn'] as const;
export type SignatureStatus = (typeof signatureStatuses)[number];
