// Whom a policy lets in according to iam-simulate, by trying every caller. Its matchers are asked statement by statement, since the
// question is which statement lets somebody in, and not only whether one does.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { callersFor } from './callers.js';
import { statementsOf } from './documents.js';
import { FOREIGN_ACCOUNT, ORGANIZATION, OWN_ACCOUNT, QUEUE } from './names.js';

// More callers than these would take minutes for one policy.
const MOST_CALLERS = 60_000;
const ACTIONS = ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:GetQueueUrl', 'sqs:DeleteQueue', 'sqs:PurgeQueue'];
const PARAMETERS = { simulationMode: 'Strict', discoveryContextKeyConstraints: undefined };

/** The parts of iam-simulate that are asked, from the folder that it is installed in. */
export const loadSimulator = async (modules) => {
  const part = (name, path) => import(pathToFileURL(join(modules, '@cloud-copilot', name, 'dist', 'esm', path)).href);
  const from = (path) => part('iam-simulate', path);
  return {
    ...(await part('iam-policy', 'index.js')),
    ...(await from('request/request.js')),
    ...(await from('requestContext.js')),
    ...(await from('action/action.js')),
    ...(await from('resource/resource.js')),
    ...(await from('principal/principal.js')),
    ...(await from('condition/condition.js')),
    ...(await from('simulation_engine/simulation.js')),
  };
};

// The simulator finds no address within 0.0.0.0/0: its two halves say the same.
const EVERY_ADDRESS = '0.0.0.0/0';
const HALVES = ['0.0.0.0/1', '128.0.0.0/1'];
const overMembers = (object, change) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
const halved = (value) => [value].flat().flatMap((each) => (each === EVERY_ADDRESS ? HALVES : [each]));
const withHalves = (statement) =>
  statement.Condition === undefined
    ? statement
    : { ...statement, Condition: overMembers(statement.Condition, (block) => overMembers(block, halved)) };

const keysOf = (statements) =>
  new Set(
    statements.flatMap(({ Condition = {} }) =>
      Object.values(Condition).flatMap((block) => Object.keys(block).map((key) => key.toLowerCase())),
    ),
  );

const isForEveryone = ({ NotPrincipal, Principal }) =>
  NotPrincipal !== undefined || Principal === '*' || [Principal.AWS].flat().includes('*');

const matches = (simulator, request, statement) =>
  simulator.requestMatchesStatementActions(request, statement).matches &&
  simulator.requestMatchesStatementResources(request, statement, 'resource').matches &&
  simulator.requestMatchesStatementPrincipals(request, statement, PARAMETERS).matches !== 'NoMatch' &&
  simulator.requestMatchesConditions(request, statement.conditions(), statement.effect(), PARAMETERS).matches === 'Match';

const ACCOUNT_KEYS = /^aws:(principalaccount|principalarn|userid|sourceowner)$/i;
const ORGANIZATION_KEYS = /^aws:principalorg(id|paths)$/i;
const valuesOf = (statements, keys) =>
  statements.flatMap(({ Condition = {} }) =>
    Object.values(Condition).flatMap((block) =>
      Object.entries(block).flatMap(([key, value]) => (keys.test(key) ? [value].flat().map(String) : [])),
    ),
  );

/** Whom in particular a policy means: the foreign account, the organization. */
const meant = (statements) => ({
  account:
    statements.some(
      ({ Effect, Principal }) => Effect === 'Allow' && [Principal?.AWS].flat().some((aws) => aws?.includes(FOREIGN_ACCOUNT)),
    ) || valuesOf(statements, ACCOUNT_KEYS).some((value) => value.includes(FOREIGN_ACCOUNT)),
  organization: valuesOf(statements, ORGANIZATION_KEYS).some((value) => value.startsWith(ORGANIZATION)),
});

/** What it means that this statement lets this caller in: a statement that names an account means that account. */
const meaning = ({ raw }, caller) => {
  if (caller.who !== undefined) return caller.who;
  if (isForEveryone(raw)) return 'anyone';
  return caller.isService && raw.Principal.Service !== undefined ? 'service' : undefined;
};

/**
 * The first caller who gets in through a statement for everyone, the first service that acts for a stranger, the first principal of the
 * account and of the organization that the policy means; undefined: too many.
 */
export const simulate = (simulator, document) => {
  const raws = statementsOf(document).map(withHalves);
  const callers = callersFor(keysOf(raws), simulator.anonymousPrincipal, meant(raws));
  if (callers.length > MOST_CALLERS) return undefined;
  const parsed = simulator.loadPolicy({ ...document, Statement: raws }).statements();
  const statements = parsed.map((statement, index) => ({ statement, raw: raws[index] }));
  const allows = statements.filter(({ raw }) => raw.Effect === 'Allow');
  const denies = statements.filter(({ raw }) => raw.Effect === 'Deny');
  const found = {};
  const tryCall = (action, caller) => {
    const context = new simulator.RequestContextImpl(caller.context);
    const request = new simulator.AwsRequestImpl(caller.principal, { resource: QUEUE, accountId: OWN_ACCOUNT }, action, context);
    for (const allow of allows) {
      const who = meaning(allow, caller);
      if (who === undefined || found[who] !== undefined || !matches(simulator, request, allow.statement)) continue;
      if (!denies.some(({ statement }) => matches(simulator, request, statement))) found[who] = { action, ...caller };
    }
  };
  for (const action of ACTIONS) for (const caller of callers) tryCall(action, caller);
  return found;
};
