/**
 * The line of a request in the log of the API: no address, no query (it may contain a token), nothing about the caller. It is
 * short, since logs must not cost more than tables (`npm run cost`). CloudWatch adds the time, and AWS requires the id.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export const ACCESS_LOG = '$context.requestId $context.status $context.responseLatency $context.routeKey';
