import type {
  ApiDestination,
  Archive,
  Connection,
  DescribeArchiveResponse,
  DescribeConnectionResponse,
  DescribeEventBusResponse,
  EventBus,
  Rule,
  Target,
} from '@aws-sdk/client-eventbridge';
import { documentOf, type Found, type Place, type Properties, picked, present, withoutSecrets } from '../answers.ts';

const arnOf = ({ partition, region, account }: Place, rest: string): string => `arn:${partition}:events:${region}:${account ?? ''}:${rest}`;

/** A bus of ListEventBuses, with its policy. */
export const busOf = (given: EventBus, place: Place): Found => {
  const { Name: name = '' } = given;
  const arn = given.Arn ?? arnOf(place, `event-bus/${name}`);
  return {
    type: 'AWS::Events::EventBus',
    id: name,
    arn,
    properties: present({ Name: name, Policy: documentOf(given.Policy) }),
    attributes: { Ref: name, Arn: arn, Name: name },
  };
};

/** What DescribeEventBus says. Without a key it is AWS's own. */
export const busDetailsOf = (given: DescribeEventBusResponse): Properties =>
  picked(given, ['DeadLetterConfig', 'KmsKeyIdentifier', 'LogConfig']);

/** A rule of ListRules. */
export const ruleOf = (given: Rule, place: Place): Found => {
  const { Name: name = '', EventBusName: bus = 'default' } = given;
  const path = bus === 'default' ? name : `${bus}/${name}`;
  const arn = given.Arn ?? arnOf(place, `rule/${path}`);
  return {
    type: 'AWS::Events::Rule',
    id: path,
    arn,
    properties: {
      ...picked(given, ['EventBusName', 'Name', 'RoleArn', 'ScheduleExpression', 'State']),
      ...present({ EventPattern: documentOf(given.EventPattern) }),
    },
    // A rule that an AWS service made and keeps.
    attributes: present({ Ref: name, Arn: arn, ManagedBy: given.ManagedBy }),
  };
};

/** The targets of a rule. What they are sent may be anything, secrets too. */
export const targetsOf = (given: readonly Target[]): Properties => ({
  Targets: given.map((target) => withoutSecrets(present({ ...target }))),
});

/** An archive of ListArchives. Without a number of days, or with none, events stay forever. */
export const archiveOf = (given: Archive, place: Place): Found => {
  const { ArchiveName: name = '', EventSourceArn } = given;
  const arn = arnOf(place, `archive/${name}`);
  return {
    type: 'AWS::Events::Archive',
    id: name,
    arn,
    properties: present({ ArchiveName: name, RetentionDays: given.RetentionDays, SourceArn: EventSourceArn }),
    attributes: { Ref: name, Arn: arn },
  };
};

/** What DescribeArchive says. Without a key it is AWS's own. */
export const archiveDetailsOf = (given: DescribeArchiveResponse): Properties =>
  present({ EventPattern: documentOf(given.EventPattern), KmsKeyIdentifier: given.KmsKeyIdentifier });

/** A destination of ListApiDestinations. */
export const apiDestinationOf = (given: ApiDestination): Found => {
  const { Name: name = '', ApiDestinationArn: arn } = given;
  return {
    type: 'AWS::Events::ApiDestination',
    id: name,
    ...(arn === undefined ? {} : { arn }),
    properties: withoutSecrets(
      picked(given, ['ConnectionArn', 'HttpMethod', 'InvocationEndpoint', 'InvocationRateLimitPerSecond', 'Name']),
    ) as Properties,
    attributes: present({ Ref: name, Arn: arn }),
  };
};

/** A connection of ListConnections. */
export const connectionOf = (given: Connection): Found => {
  const { Name: name = '', ConnectionArn: arn } = given;
  return {
    type: 'AWS::Events::Connection',
    id: name,
    ...(arn === undefined ? {} : { arn }),
    properties: picked(given, ['AuthorizationType', 'Name']),
    attributes: present({ Ref: name, Arn: arn }),
  };
};

/** What DescribeConnection says. Of its secrets the service says nothing; what is sent along may be one. */
export const connectionDetailsOf = (given: DescribeConnectionResponse): Properties =>
  withoutSecrets(picked(given, ['AuthParameters', 'KmsKeyIdentifier'])) as Properties;
