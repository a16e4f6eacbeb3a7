import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import { defaultConfig } from '../../../src/config.ts';
import type { Report, Subject } from '../../../src/report.ts';
import { audit } from '../../../src/run.ts';
import { collect } from '../../../src/sources/collect.ts';

/** How a format tells the one application of all the folders. */
interface Telling {
  /** What it calls a subject that SAM calls otherwise. */
  readonly names: Readonly<Record<string, string>>;
  /** What it cannot express, and so is not found in it: `check subject`, and why. */
  readonly without: Readonly<Record<string, string>>;
}

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
    },
    without: {},
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
    },
    without: {},
  },
};

const root = fileURLToPath(new URL('../../../', import.meta.url));

const reportOn = async (folder: string): Promise<Report> => {
  const collected = await collect([`fixtures/apps/${folder}`], { cwd: root });
  return audit(collected, {
    today: '2026-11-22',
    version: '0.0.0',
    checks,
    catalogue: checks,
    config: defaultConfig,
    ignores: true,
    persona: 'regular',
    minSeverity: 'low',
    minConfidence: 'low',
    started: new Date(0),
  }).report;
};

/** Everything that a report says of templates, a line each. */
const linesOf = ({ findings, undetermined, gaps }: Report, { names }: Telling): readonly string[] => {
  const name = ({ construct, id }: Subject): string => {
    const own = construct?.replace(/^[^/]+\//, '').replace(/\/Resource$/, '') ?? id;
    return names[own] ?? own;
  };
  return [
    ...findings
      .filter(({ subject }) => subject.type !== 'package')
      .map(({ check, subject, severity, confidence, disposition }) =>
        [check, name(subject), severity, confidence, disposition.kind].join(' '),
      ),
    ...undetermined
      .filter(({ subject }) => subject.type !== 'package')
      .map(({ check, subject }) => `${check} ${name(subject)} undetermined`),
    ...gaps.filter(({ source }) => source === 'template').map(({ message }) => `gap: ${message}`),
  ].sort();
};

const sam = linesOf(await reportOn('orders'), { names: {}, without: {} });

describe('one application is judged alike, whatever it is written in', () => {
  test('of SAM, which the others are held against, there is something to compare', () =>
    expect(sam.filter((line) => line.endsWith(' reported')).length).toBeGreaterThan(20));

  test.each(Object.entries(TELLINGS))('%s', async (folder, telling) => {
    const expected = sam.filter((line) => !Object.keys(telling.without).some((finding) => line.startsWith(`${finding} `)));
    expect(linesOf(await reportOn(folder), telling)).toEqual(expected);
  });
});
