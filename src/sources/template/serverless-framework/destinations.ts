import { type Node, textOf } from '../node.ts';
import { type Made, ref, resource, type Value } from './build.ts';
import { functionId, normalized } from './naming.ts';
import { ownRole } from './role.ts';
import { type ServerlessFunction, type Service, setting, settingEntry } from './service.ts';

const DESTINATIONS: Readonly<Record<string, string>> = {
  function: 'lambda:InvokeFunction',
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  eventBus: 'events:PutEvents',
};

const destinationAction = (destination: Node): string => {
  const text = textOf(destination);
  if (text === undefined) return DESTINATIONS[textOf(setting(destination, 'type')) ?? ''] ?? 'lambda:InvokeFunction';
  if (text.includes(':sqs:')) return 'sqs:SendMessage';
  if (text.includes(':sns:')) return 'sns:Publish';
  return text.includes(':event-bus/') ? 'events:PutEvents' : 'lambda:InvokeFunction';
};

/** What becomes of the results of a function that is called asynchronously, and how often it is tried. */
export const invokeConfig = (service: Service, of: ServerlessFunction): Made => {
  const { settings, span } = of;
  const destinations = settingEntry(settings, 'destinations');
  const [age, retries] = [settingEntry(settings, 'maximumEventAge'), settingEntry(settings, 'maximumRetryAttempts')];
  if (destinations === undefined && age === undefined && retries === undefined) return { resources: [] };
  const targets = ['onSuccess', 'onFailure'].flatMap((side) => {
    const node = setting(destinations?.value, side);
    if (node === undefined) return [];
    const text = textOf(node);
    const target: Value =
      setting(node, 'arn') ?? (text === undefined || text.startsWith('arn:') ? node : { 'Fn::GetAtt': [functionId(text), 'Arn'] });
    return [{ side: side === 'onSuccess' ? 'OnSuccess' : 'OnFailure', target, action: destinationAction(node) }];
  });
  return {
    resources: [
      resource(
        `${normalized(of.name)}LambdaEvConf`,
        'AWS::Lambda::EventInvokeConfig',
        {
          FunctionName: ref(functionId(of.name)),
          DestinationConfig: Object.fromEntries(targets.map(({ side, target }) => [side, { Destination: target }])),
          Qualifier: of.alias === undefined ? '$LATEST' : settings.entries.has('provisionedConcurrency') ? 'provisioned' : 'snapstart',
          MaximumEventAgeInSeconds: age,
          MaximumRetryAttempts: retries,
        },
        destinations?.key ?? span,
      ),
    ],
    statements:
      ownRole(service, of) === undefined
        ? targets.map(({ target, action }) => ({ Effect: 'Allow', Action: action, Resource: target }))
        : [],
  };
};
