import type { APIGatewayProxyEventV2 } from 'aws-lambda';

const domainName = 'abc.execute-api.eu-central-1.amazonaws.com';

interface Asked {
  /** The fields of a body in JSON. */
  readonly json?: object | undefined;
  /** The fields of a form. */
  readonly form?: Record<string, string> | undefined;
  readonly query?: string | undefined;
  readonly headers?: Record<string, string> | undefined;
  /** The address of the sender. */
  readonly from?: string;
}

/** A request as API Gateway hands it over, with the headers that a browser and the edge send. */
export function apiEvent(
  method: 'GET' | 'POST',
  path: string,
  { json, form, query = '', headers = {}, from = '203.0.113.7' }: Asked = {},
): APIGatewayProxyEventV2 {
  const body = form ? new URLSearchParams(form).toString() : json && JSON.stringify(json);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: {
      accept: json ? 'application/json' : 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'accept-encoding': 'gzip, deflate, br',
      'accept-language': 'en-GB,en;q=0.9',
      'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      host: domainName,
      'user-agent': 'Amazon CloudFront',
      'x-amzn-trace-id': 'Root=1-67891234-12456789abcdef012345678',
      'x-forwarded-for': from,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      ...headers,
    },
    requestContext: {
      accountId: '123456789012',
      apiId: 'abc',
      domainName,
      domainPrefix: 'abc',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: from, userAgent: 'Amazon CloudFront' },
      requestId: 'id',
      routeKey: '$default',
      stage: '$default',
      time: '01/Mar/2026:12:00:00 +0000',
      timeEpoch: 1_772_366_400_000,
    },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
}
