/**
 * The log line of a request to the API. It has no address, no query (which may contain a token), and nothing about the caller.
 * It is short: logs must cost little (`npm run cost`). CloudWatch adds the time, and AWS requires the id.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export const ACCESS_LOG =
  '$context.requestId $context.status $context.integrationStatus $context.responseLatency $context.routeKey';

/** The first words of this line. The second status is Lambda's: `-` if the API answered without Lambda. */
export const ACCESS_LOG_WORDS = ['id', 'status', 'integration', '...'];
