import { type Answer, PROTOCOLS, type Refusal, type Service } from './operation.ts';

/** A response as it goes over the wire. */
export interface Rendered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const escaped = (text: string): string => text.replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`);

const element = (name: string, value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return `<${name}>${value.map((item) => element('member', item)).join('')}</${name}>`;
  if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`;
  const entries = Object.entries(value);
  // The one map of the operations here: https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
  if (name === 'Attributes')
    return `<${name}>${entries.map(([key, item]) => `<entry>${element('key', key)}${element('value', item)}</entry>`).join('')}</${name}>`;
  return `<${name}>${entries.map(([key, item]) => element(key, item)).join('')}</${name}>`;
};

/** As `element`, for services that repeat the element of a list. */
const repeated = (name: string, value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => repeated(name, item)).join('');
  if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`;
  const content = Object.entries(value).map(([key, item]) => repeated(key, item));
  return `<${name}>${content.join('')}</${name}>`;
};

const NAMESPACES: Partial<Record<Service, string>> = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};
const REQUEST_ID = '0f7ae16e-38ff-4a0c-9c1c-5b7a6d8f0001';

const isQuery = (service: Service): boolean => PROTOCOLS[service] === 'query';

const xml = (service: Service, root: string, content: string): string =>
  `<?xml version="1.0"?>\n<${root} xmlns="${NAMESPACES[service]}">${content}</${root}>`;

const rendered = (status: number, type: string, body: string, headers: Readonly<Record<string, string>> = {}): Rendered => ({
  status,
  headers: { 'content-type': type, 'x-amzn-requestid': REQUEST_ID, ...headers },
  body,
});

const jsonType = (service: Service): string =>
  PROTOCOLS[service].startsWith('json') ? `application/x-amz-${PROTOCOLS[service]}` : 'application/json';

const refusal = (service: Service, { status, code, message }: Refusal): Rendered => {
  if (isQuery(service)) {
    const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
    return rendered(status, 'text/xml', xml(service, 'ErrorResponse', element('Error', error) + element('RequestId', REQUEST_ID)));
  }
  if (service === 'sqs')
    return rendered(status, jsonType(service), JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message }), {
      'x-amzn-query-error': `${code === 'AccessDeniedException' ? 'AccessDenied' : code};Sender`,
    });
  if (PROTOCOLS[service] === 'rest-xml') {
    const error = { Type: 'Sender', Code: code, Message: message };
    const wrapped = service === 's3' ? repeated('Error', error) : repeated('ErrorResponse', { Error: error });
    return rendered(status, 'text/xml', `<?xml version="1.0"?>\n${wrapped}`);
  }
  if (PROTOCOLS[service].startsWith('json')) return rendered(status, jsonType(service), JSON.stringify({ __type: code, Message: message }));
  const body = service === 'lambda' ? { Type: status < 500 ? 'User' : 'Service', Message: message } : { message };
  return rendered(status, jsonType(service), JSON.stringify(body), { 'x-amzn-errortype': code });
};

/** An answer in the protocol of its service. */
export const render = (service: Service, operation: string, answer: Answer): Rendered => {
  if ('refusal' in answer) return refusal(service, answer.refusal);
  if (PROTOCOLS[service] === 'rest-xml') {
    if (typeof answer.body === 'string') return rendered(200, 'application/json', answer.body);
    const roots = Object.entries(answer.body as object).map(([root, content]) => repeated(root, content));
    return rendered(200, 'text/xml', `<?xml version="1.0"?>\n${roots.join('')}`);
  }
  if (!isQuery(service)) return rendered(200, jsonType(service), JSON.stringify(answer.body));
  const metadata = element('ResponseMetadata', { RequestId: REQUEST_ID });
  return rendered(200, 'text/xml', xml(service, `${operation}Response`, element(`${operation}Result`, answer.body) + metadata));
};
