// What a role may do according to iam-simulate, by trying calls: on resources with a name that no policy has, and on those that the
// policies name, under every combination of what its keys may hold.
import { OWN_ACCOUNT } from '../policy/names.js';
import { ACTS } from './documents.js';

const PARAMETERS = { simulationMode: 'Strict', discoveryContextKeyConstraints: undefined };
const ROLE = `arn:aws:iam::${OWN_ACCOUNT}:role/judged`;
const NAME = 'zzunnamed9';
/** An act on no resource in particular is allowed by a star alone, of which the simulator knows nothing. */
const NONE = `arn:aws:none:::${NAME}`;
const REGIONS = ['us-east-1', 'eu-west-1'];

/** What each key may hold in a role's call to just any resource; `undefined` where it may be absent. */
const HELD = {
  'aws:resourcetag/application': [undefined],
  'kms:viaservice': [undefined, NAME],
  'kms:encryptioncontext:application': [undefined, NAME],
  'iam:passedtoservice': [undefined, NAME],
  'aws:requestedregion': REGIONS,
  'aws:securetransport': ['true', 'false'],
  'aws:multifactorauthpresent': [undefined],
  'aws:sourceip': [undefined, '203.0.113.7', '198.51.100.9'],
  'aws:sourcevpce': [undefined, 'vpce-11112222', 'vpce-99998888'],
  'aws:calledvia': [undefined],
  'dynamodb:leadingkeys': [undefined, [NAME]],
};

const keysIn = (documents) =>
  new Set(
    documents
      .flatMap(({ Statement }) => Statement)
      .flatMap(({ Condition = {} }) => Object.values(Condition).flatMap((block) => Object.keys(block).map((key) => key.toLowerCase()))),
  );

const contextsFor = (keys) => {
  let contexts = [{}];
  for (const key of keys)
    contexts = contexts.flatMap((context) => HELD[key].map((value) => (value === undefined ? context : { ...context, [key]: value })));
  return contexts;
};

const unnamed = (kinds) =>
  kinds.flatMap((kind) => {
    const arn = kind.replaceAll('NAME', NAME);
    if (arn.startsWith('arn:')) return [arn];
    const [service, ...rest] = arn.split(':');
    return REGIONS.map((region) => `arn:aws:${service}:${region}:${OWN_ACCOUNT}:${rest.join(':')}`);
  });

/** The simulator knows no star for a service; IAM takes one for all of them. */
const withStars = (document) => JSON.parse(JSON.stringify(document).replaceAll('"*:*"', '"*"'));

/** Whether the role may do something: on every resource of a kind, which one without a name tells, on what no policy holds back. */
export const simulateRole = (simulator, { policies, boundary }) => {
  const load = (documents) =>
    documents.flatMap((document) =>
      simulator
        .loadPolicy(withStars(document))
        .statements()
        .map((statement, at) => ({ statement, effect: document.Statement[at].Effect })),
    );
  const statements = load(policies);
  const limits = boundary === undefined ? undefined : load([boundary]);
  const contexts = contextsFor(keysIn([...policies, ...(boundary === undefined ? [] : [boundary])]));
  const holds = (of, request) => {
    const matching = of.filter(
      ({ statement }) =>
        simulator.requestMatchesStatementActions(request, statement).matches &&
        simulator.requestMatchesStatementResources(request, statement, 'identity').matches &&
        simulator.requestMatchesConditions(request, statement.conditions(), statement.effect(), PARAMETERS).matches === 'Match',
    );
    return matching.length > 0 && matching.every(({ effect }) => effect === 'Allow');
  };
  return new Map(
    Object.entries(ACTS).map(([action, kinds]) => {
      const resources = kinds.length === 0 ? [NONE] : unnamed(kinds);
      const allowed = resources.some((resource) =>
        contexts.some((context) => {
          const request = new simulator.AwsRequestImpl(
            ROLE,
            { resource, accountId: OWN_ACCOUNT },
            action,
            new simulator.RequestContextImpl(context),
          );
          return holds(statements, request) && (limits === undefined || holds(limits, request));
        }),
      );
      return [action, allowed];
    }),
  );
};
