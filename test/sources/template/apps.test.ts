import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import type { Report, Subject } from '../../../src/report.ts';
import { audit } from '../../../src/run.ts';
import { collect } from '../../../src/sources/collect.ts';
import { runOf } from '../../options.ts';

/** How a format tells the one application of all the folders. */
interface Telling {
  /** What it calls a subject that SAM calls otherwise. */
  readonly names: Readonly<Record<string, string>>;
  /** What it cannot express as SAM does: the line of SAM, the one here, and why. */
  readonly otherwise: readonly { readonly because: string; readonly sam?: string; readonly here?: string }[];
}

const FUNCTIONS = ['AuthorizePartner', 'ListOrders', 'NightlyReport', 'PaymentHook', 'PlaceOrder', 'PreviewInvoice', 'ReadInvoice'];

const TELLINGS: Readonly<Record<string, Telling>> = {
  'orders-cloudformation': {
    names: {
      ShopStage: 'ShopApiApiGatewayDefaultStage',
      PlaceOrderRoute: 'ShopApi POST /orders',
      ShowOrderRoute: 'ShopApi GET /orders/{id}',
      PaymentHookRoute: 'ShopApi POST /hooks/payment',
      PartnerStage: 'PartnerApiv1Stage',
      PartnerToken: 'PartnerApi PartnerToken',
      StatusMethod: 'PartnerApi GET /status',
      Nightly: 'NightlyReportNightly',
    },
    otherwise: [],
  },
  'orders-cdk': {
    names: {
      'ShopApi/DefaultStage': 'ShopApiApiGatewayDefaultStage',
      'ShopApi/POST--orders': 'ShopApi POST /orders',
      'ShopApi/GET--orders--{id}': 'ShopApi GET /orders/{id}',
      'ShopApi/POST--hooks--payment': 'ShopApi POST /hooks/payment',
      'PartnerApi/DeploymentStage.v1': 'PartnerApiv1Stage',
      PartnerToken: 'PartnerApi PartnerToken',
      'PartnerApi/Default/status/GET': 'PartnerApi GET /status',
      'CustomerPool/CustomerClient': 'CustomerClient',
      Nightly: 'NightlyReportNightly',
    },
    otherwise: [],
  },
  'orders-serverless': {
    names: {
      'ApiGatewayRestApi dev': 'PartnerApiv1Stage',
      HttpApiStage: 'ShopApiApiGatewayDefaultStage',
      ApiGatewayMethodStatusGet: 'PartnerApi GET /status',
      HttpApiRoutePostHooksPayment: 'ShopApi POST /hooks/payment',
      AuthorizePartnerApiGatewayAuthorizer: 'PartnerApi PartnerToken',
      HttpApiRouteGetOrdersIdVar: 'ShopApi GET /orders/{id}',
      HttpApiRoutePostOrders: 'ShopApi POST /orders',
      PreviewInvoiceLambdaFunctionUrl: 'PreviewInvoiceUrl',
      AuthorizePartnerLambdaFunction: 'AuthorizePartner',
      ListOrdersLambdaFunction: 'ListOrders',
      NightlyReportLambdaFunction: 'NightlyReport',
      PaymentHookLambdaFunction: 'PaymentHook',
      PreviewInvoiceLambdaFunction: 'PreviewInvoice',
      ReadInvoiceLambdaFunction: 'ReadInvoice',
      PlaceOrderLambdaFunction: 'PlaceOrder',
      NightlyReportEventsRuleSchedule1: 'NightlyReportNightly',
    },
    otherwise: [
      ...FUNCTIONS.flatMap((name) => [
        {
          because: 'the framework makes the log group that Lambda makes by itself otherwise, and it is one of the template',
          sam: `logs-kept-forever ${name} low high filtered`,
          here: `logs-kept-forever ${name}LogGroup low high reported`,
        },
        { because: 'the same, and which key such a group has is known', here: `logs-default-key ${name}LogGroup low high filtered` },
      ]),
      {
        because: 'a parameter of the stage takes the place of the condition, and the stage is known',
        sam: 'lambda-url-no-auth PreviewInvoiceUrl high medium reported',
        here: 'lambda-url-no-auth PreviewInvoiceUrl high high reported',
      },
    ],
  },
  'orders-terraform': {
    names: {
      'aws_api_gateway_stage.v1': 'PartnerApiv1Stage',
      'aws_apigatewayv2_stage.shop': 'ShopApiApiGatewayDefaultStage',
      'aws_cognito_user_pool.customers': 'CustomerPool',
      'aws_cognito_user_pool_client.customers': 'CustomerClient',
      'aws_api_gateway_method.status': 'PartnerApi GET /status',
      'aws_apigatewayv2_route.paid': 'ShopApi POST /hooks/payment',
      'aws_api_gateway_authorizer.partner_token': 'PartnerApi PartnerToken',
      'aws_lambda_code_signing_config.release': 'ReleaseSigning',
      'aws_kms_key.orders': 'OrderKey',
      'aws_kms_key.receipts': 'ReceiptKey',
      'aws_lambda_function_url.preview_invoice': 'PreviewInvoiceUrl',
      'aws_sqs_queue.orders': 'OrderQueue',
      'aws_apigatewayv2_route.place': 'ShopApi POST /orders',
      'aws_apigatewayv2_route.show': 'ShopApi GET /orders/{id}',
      'aws_sns_topic.order_events': 'OrderEvents',
      'aws_lambda_function.authorize_partner': 'AuthorizePartner',
      'aws_lambda_function.list_orders': 'ListOrders',
      'aws_lambda_function.nightly_report': 'NightlyReport',
      'aws_lambda_function.payment_hook': 'PaymentHook',
      'aws_lambda_function.preview_invoice': 'PreviewInvoice',
      'aws_lambda_function.read_invoice': 'ReadInvoice',
      'aws_lambda_function.place_order': 'PlaceOrder',
      'aws_cloudwatch_event_rule.nightly': 'NightlyReportNightly',
      'aws_dynamodb_table.orders': 'OrdersTable',
    },
    otherwise: [
      {
        because: 'a plan holds one answer to a condition, and this one no permission for callers of the URL',
        sam: 'lambda-url-no-auth PreviewInvoiceUrl high medium reported',
        here: 'lambda-url-no-auth PreviewInvoiceUrl medium high reported',
      },
      ...['lambda-deprecated-runtime', 'lambda-runtime-ending'].map((check) => ({
        because: 'a plan has the value of every variable',
        sam: `${check} NightlyReport undetermined`,
      })),
    ],
  },
};

const root = fileURLToPath(new URL('../../../', import.meta.url));

const reportOn = async (folder: string): Promise<Report> => {
  const collected = await collect([`fixtures/apps/${folder}`], { cwd: root });
  return audit(collected, runOf(checks)).report;
};

/** Everything that a report says of templates, a line each. */
const linesOf = ({ findings, undetermined, gaps }: Report, { names }: Telling): readonly string[] => {
  const name = ({ construct, id }: Subject): string => {
    const own = construct?.replace(/^[^/]+\//, '').replace(/\/Resource$/, '') ?? id;
    return names[own] ?? own;
  };
  return [
    ...findings
      .filter(({ subject }) => subject.type.startsWith('AWS::'))
      .map(({ check, subject, severity, confidence, disposition }) =>
        [check, name(subject), severity, confidence, disposition.kind].join(' '),
      ),
    ...undetermined
      .filter(({ subject }) => subject.type.startsWith('AWS::'))
      .map(({ check, subject }) => `${check} ${name(subject)} undetermined`),
    ...gaps.filter(({ source }) => source === 'template').map(({ message }) => `gap: ${message}`),
  ].sort();
};

const sam = linesOf(await reportOn('orders'), { names: {}, otherwise: [] });

describe('what to do is said in the words of the format', () => {
  test.each([
    ['orders', 'AccessLogSettings of an HttpApi'],
    ['orders-cloudformation', 'AccessLogSettings for HTTP and WebSocket APIs'],
    ['orders-cdk', 'AccessLogSettings for HTTP and WebSocket APIs'],
    ['orders-serverless', 'provider.logs.httpApi'],
    ['orders-terraform', 'access_log_settings'],
  ])('%s', async (folder, words) => {
    const { findings } = await reportOn(folder);
    const fixes = new Set(findings.filter(({ check }) => check === 'api-no-access-log').map(({ fix }) => fix));
    expect([...fixes]).toEqual([expect.stringContaining(words)]);
  });

  test('what SAM makes nothing of is CloudFormation', async () => {
    const { findings } = await reportOn('orders');
    expect(findings.find(({ check }) => check === 'key-rotation-off')?.fix).toBe('Set EnableKeyRotation to true.');
  });
});

describe('one application is judged alike, whatever it is written in', () => {
  test('of SAM, which the others are held against, there is something to compare', () =>
    expect(sam.filter((line) => line.endsWith(' reported')).length).toBeGreaterThan(20));

  test.each(Object.entries(TELLINGS))('%s', async (folder, telling) => {
    const [lost, gained] = [telling.otherwise.flatMap(({ sam }) => sam ?? []), telling.otherwise.flatMap(({ here }) => here ?? [])];
    for (const line of lost) expect(sam).toContain(line);
    const expected = [...sam.filter((line) => !lost.includes(line)), ...gained].sort();
    expect(linesOf(await reportOn(folder), telling)).toEqual(expected);
  });
});
