import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import {
  apiDestinationOf,
  archiveDetailsOf,
  archiveOf,
  busDetailsOf,
  busOf,
  connectionDetailsOf,
  connectionOf,
  ruleOf,
  targetsOf,
} from './mapper.ts';

/** What was deleted after it was listed. */
const GONE = ['ResourceNotFoundException'];
const own = (rest: string) => ({ resources: [`arn:$\{Partition}:events:$\{Region}:$\{Account}:${rest}`] });

/** Event buses with their policies, rules with their targets, archives, API destinations and connections. */
export const events: Collector = {
  service: 'events',
  endpoint: 'EVENTBRIDGE',
  calls: [
    { action: 'events:ListEventBuses', kind: 'list', gives: { 'AWS::Events::EventBus': ['Name', 'Policy'] } },
    {
      action: 'events:DescribeEventBus',
      kind: 'detail',
      gives: { 'AWS::Events::EventBus': ['DeadLetterConfig', 'KmsKeyIdentifier', 'LogConfig'] },
      after: ['events:ListEventBuses'],
      permission: own('event-bus/*'),
    },
    // Of rules nothing is judged but what becomes of events that they cannot deliver.
    {
      action: 'events:ListRules',
      kind: 'list',
      gives: { 'AWS::Events::Rule': ['EventBusName', 'EventPattern', 'Name', 'RoleArn', 'ScheduleExpression', 'State'] },
      after: ['events:ListEventBuses'],
      optIn: true,
    },
    {
      action: 'events:ListTargetsByRule',
      kind: 'detail',
      gives: { 'AWS::Events::Rule': ['Targets'] },
      after: ['events:ListRules'],
      optIn: true,
      permission: own('rule/*'),
    },
    { action: 'events:ListArchives', kind: 'list', gives: { 'AWS::Events::Archive': ['ArchiveName', 'RetentionDays', 'SourceArn'] } },
    {
      action: 'events:DescribeArchive',
      kind: 'detail',
      gives: { 'AWS::Events::Archive': ['EventPattern', 'KmsKeyIdentifier'] },
      after: ['events:ListArchives'],
      permission: own('archive/*'),
    },
    { action: 'events:ListConnections', kind: 'list', gives: { 'AWS::Events::Connection': ['AuthorizationType', 'Name'] } },
    {
      action: 'events:DescribeConnection',
      kind: 'detail',
      gives: { 'AWS::Events::Connection': ['AuthParameters', 'KmsKeyIdentifier'] },
      after: ['events:ListConnections'],
      permission: own('connection/*'),
    },
    {
      action: 'events:ListApiDestinations',
      kind: 'list',
      gives: {
        'AWS::Events::ApiDestination': ['ConnectionArn', 'HttpMethod', 'InvocationEndpoint', 'InvocationRateLimitPerSecond', 'Name'],
      },
    },
  ],

  async collect(run) {
    const sdk = await import('@aws-sdk/client-eventbridge');
    const client = run.client(sdk.EventBridgeClient);
    const Limit = 100;

    const rules = async (EventBusName: string, busArn: string | undefined) => {
      const { items, failure } = await run.tryList(
        'events:ListRules',
        async (NextToken) => {
          const answer = await client.send(new sdk.ListRulesCommand({ EventBusName, Limit, NextToken }));
          return { items: known(answer.Rules, 'Name'), next: answer.NextToken };
        },
        busArn,
      );
      if (failure !== undefined && !GONE.includes(failure.code)) run.gap(failure, busArn);
      await run.each(items, async (rule) => {
        const made = ruleOf({ EventBusName, ...rule }, run);
        const targets = await run.askAll(
          'events:ListTargetsByRule',
          async (NextToken) => {
            const answer = await client.send(new sdk.ListTargetsByRuleCommand({ Rule: rule.Name, EventBusName, Limit, NextToken }));
            return { items: known(answer.Targets, 'Arn'), next: answer.NextToken };
          },
          GONE,
        );
        if (targets.state === 'none') return;
        run.add({ ...made, properties: { ...made.properties, ...run.given(targets, 'AWS::Events::Rule', targetsOf) } });
      });
    };

    const buses = async () => {
      const found = await run.list('events:ListEventBuses', async (NextToken) => {
        const answer = await client.send(new sdk.ListEventBusesCommand({ Limit, NextToken }));
        return { items: known(answer.EventBuses, 'Name'), next: answer.NextToken };
      });
      await run.each(found, async (bus) => {
        const made = busOf(bus, run);
        const details = await run.ask(
          'events:DescribeEventBus',
          async () => {
            const answer = await client.send(new sdk.DescribeEventBusCommand({ Name: bus.Name }));
            if (typeof answer.Name !== 'string') throw new TypeError('Name is missing');
            return answer;
          },
          GONE,
        );
        if (details.state === 'none') return;
        run.add({ ...made, properties: { ...made.properties, ...run.given(details, 'AWS::Events::EventBus', busDetailsOf) } });
        await rules(bus.Name ?? '', made.arn);
      });
    };

    const archives = async () => {
      const found = await run.list('events:ListArchives', async (NextToken) => {
        const answer = await client.send(new sdk.ListArchivesCommand({ Limit, NextToken }));
        return { items: known(answer.Archives, 'ArchiveName'), next: answer.NextToken };
      });
      await run.each(found, async (archive) => {
        const made = archiveOf(archive, run);
        const details = await run.ask(
          'events:DescribeArchive',
          async () => {
            const answer = await client.send(new sdk.DescribeArchiveCommand({ ArchiveName: archive.ArchiveName }));
            if (typeof answer.ArchiveName !== 'string') throw new TypeError('ArchiveName is missing');
            return answer;
          },
          GONE,
        );
        if (details.state === 'none') return;
        run.add({ ...made, properties: { ...made.properties, ...run.given(details, 'AWS::Events::Archive', archiveDetailsOf) } });
      });
    };

    const destinations = async () => {
      const found = await run.list('events:ListApiDestinations', async (NextToken) => {
        const answer = await client.send(new sdk.ListApiDestinationsCommand({ Limit, NextToken }));
        return { items: known(answer.ApiDestinations, 'Name'), next: answer.NextToken };
      });
      for (const destination of found) run.add(apiDestinationOf(destination));
    };

    const connections = async () => {
      const found = await run.list('events:ListConnections', async (NextToken) => {
        const answer = await client.send(new sdk.ListConnectionsCommand({ Limit, NextToken }));
        return { items: known(answer.Connections, 'Name'), next: answer.NextToken };
      });
      await run.each(found, async (connection) => {
        const made = connectionOf(connection);
        const details = await run.ask(
          'events:DescribeConnection',
          async () => {
            const answer = await client.send(new sdk.DescribeConnectionCommand({ Name: connection.Name }));
            if (typeof answer.Name !== 'string') throw new TypeError('Name is missing');
            return answer;
          },
          GONE,
        );
        if (details.state === 'none') return;
        run.add({ ...made, properties: { ...made.properties, ...run.given(details, 'AWS::Events::Connection', connectionDetailsOf) } });
      });
    };

    await Promise.all([buses(), archives(), destinations(), connections()]);
  },
};
