/**
 * What is kept of a request: no address, no query (it may hold a token), nothing of the caller. It is short, as logs must not
 * cost more than the tables do (`npm run cost`): CloudWatch notes the time itself, and AWS wants the id.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export const ACCESS_LOG = '$context.requestId $context.status $context.responseLatency $context.routeKey';
