import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Hono } from 'hono';
import { createApp } from './app.ts';
import type { AppDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

export type LambdaHandler = (
  event: APIGatewayProxyEventV2,
  lambdaContext?: object,
) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * Makes a Lambda handler of an app, for events of an HTTP API (payload 2.0). An event that is no HTTP request gets the
 * answer `request-malformed`. It is never thrown: Lambda would log the error, which may quote the address with its token.
 * The app finds the event in `c.env.event`.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function lambdaHandler(app: Hono, deps: AppDeps): LambdaHandler {
  // Made only when there is such an event: a start need not wait for it.
  const refusing = () =>
    createApp(deps).all('*', () => {
      throw new HttpProblem('request-malformed');
    });
  return async (event, lambdaContext) => {
    const request = requestOf(event);
    const answered = request
      ? app.fetch(request, { event, requestContext: event.requestContext, lambdaContext })
      : refusing().fetch(new Request(deps.publicUrl));
    return resultOf(await answered);
  };
}

/** Methods that a `Request` may not have. No app answers them, and no app answers the method that stands in for them. */
const FORBIDDEN = /^(connect|trace|track)$/i;
const STAND_IN = 'FORBIDDEN';

function requestOf(event: APIGatewayProxyEventV2): Request | undefined {
  try {
    const { rawPath, rawQueryString, headers: sent, body, isBase64Encoded, requestContext, cookies } = event;
    const { method, sourceIp } = requestContext.http;
    // A path without a slash at its beginning would become a part of the host's name.
    if (typeof (sourceIp ?? '') !== 'string' || !rawPath.startsWith('/')) return undefined;
    // The body of a GET has no meaning, and a `Request` refuses it.
    const bytes = Buffer.from(/^(get|head)$/i.test(method) ? '' : (body ?? ''), isBase64Encoded ? 'base64' : 'utf8');
    // A plain object: `Request` checks each header, and would check those of `Headers` a second time.
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(sent ?? {})) if (value) headers[name.toLowerCase()] = ascii(value);
    if (cookies?.length) headers.cookie = ascii(cookies.join('; '));
    headers['content-length'] = String(bytes.length);
    const search = rawQueryString ? `?${rawQueryString}` : '';
    return new Request(`https://${requestContext.domainName}${rawPath}${search}`, {
      method: FORBIDDEN.test(method) ? STAND_IN : method,
      headers,
      ...(bytes.length > 0 && { body: bytes }),
    });
  } catch {
    return undefined;
  }
}

/** An HTTP API hands over headers as text, with any characters; a `Request` takes only bytes. */
const ascii = (value: string): string => (/[^\0-\x7f]/.test(value) ? encodeURIComponent(value) : value);

async function resultOf(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const isBase64Encoded = !isText(response.headers.get('content-type') ?? 'text/plain');
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

const isText = (type: string): boolean => /^text\/|^application\/(\w+\+)?(json|xml)|^image\/svg\+xml/.test(type);
