import type { APIGatewayProxyEventV2 } from 'aws-lambda';

const domainName = 'abc.execute-api.eu-central-1.amazonaws.com';

/** A request as API Gateway hands it over, with what a browser and what stands before the function put into it. */
export const apiEvent = (method: 'GET' | 'POST', path: string, fields?: object): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: path,
  rawQueryString: '',
  headers: {
    accept: fields ? 'application/json' : 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-language': 'en-GB,en;q=0.9',
    'content-type': 'application/json',
    host: domainName,
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'x-amzn-trace-id': 'Root=1-67891234-12456789abcdef012345678',
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  },
  requestContext: {
    accountId: '123456789012',
    apiId: 'abc',
    domainName,
    domainPrefix: 'abc',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'Firefox' },
    requestId: 'id',
    routeKey: '$default',
    stage: '$default',
    time: '01/Mar/2026:12:00:00 +0000',
    timeEpoch: 1_772_366_400_000,
  },
  ...(fields && { body: JSON.stringify(fields) }),
  isBase64Encoded: false,
});
