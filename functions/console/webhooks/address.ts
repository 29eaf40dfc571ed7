export const WEBHOOKS = '/organise/webhooks';

/** The page of an endpoint. */
export const endpointAt = (id: string): string => `${WEBHOOKS}/${id}`;
