import { named, type Operation, ok, pageOf } from './operation.ts';

const LIMITED = { most: 100 };

/** What EventBridge answers. */
export const events: Readonly<Record<string, Operation>> = {
  ListEventBuses: (params, { buses = [], account, region }, pageSize) =>
    pageOf(buses, { ...LIMITED, token: params.NextToken, asked: params.Limit, pageSize }, (page, NextToken) => ({
      EventBuses: page.map(({ Name, Policy }) => ({ Name, Arn: `arn:aws:events:${region}:${account}:event-bus/${Name}`, Policy })),
      NextToken,
    })),
  DescribeEventBus: (params, { buses = [] }) => named(buses, 'Name', params.Name, ({ rules: _, ...bus }) => ok(bus)),
  ListRules: (params, { buses = [] }, pageSize) =>
    named(buses, 'Name', params.EventBusName, ({ Name: EventBusName, rules = [] }) =>
      pageOf(rules, { ...LIMITED, token: params.NextToken, asked: params.Limit, pageSize }, (page, NextToken) => ({
        Rules: page.map(({ targets: _, ...rule }) => ({ ...rule, EventBusName })),
        NextToken,
      })),
    ),
  ListTargetsByRule: (params, { buses = [] }, pageSize) =>
    named(buses, 'Name', params.EventBusName, ({ rules = [] }) =>
      named(rules, 'Name', params.Rule, ({ targets = [] }) =>
        pageOf(targets, { ...LIMITED, token: params.NextToken, asked: params.Limit, pageSize }, (Targets, NextToken) => ({
          Targets,
          NextToken,
        })),
      ),
    ),
  ListArchives: (params, { archives = [] }, pageSize) =>
    pageOf(archives, { ...LIMITED, token: params.NextToken, asked: params.Limit, pageSize }, (page, NextToken) => ({
      // The list tells less than the archive.
      Archives: page.map(({ KmsKeyIdentifier: _, EventPattern: __, ...archive }) => archive),
      NextToken,
    })),
  DescribeArchive: (params, { archives = [] }) => named(archives, 'ArchiveName', params.ArchiveName, ok),
  ListConnections: (params, { connections = [] }, pageSize) =>
    pageOf(connections, { ...LIMITED, token: params.NextToken, asked: params.Limit, pageSize }, (page, NextToken) => ({
      Connections: page.map(({ Name, ConnectionArn, AuthorizationType }) => ({ Name, ConnectionArn, AuthorizationType })),
      NextToken,
    })),
  DescribeConnection: (params, { connections = [] }) => named(connections, 'Name', params.Name, ok),
  ListApiDestinations: (params, { apiDestinations = [] }, pageSize) =>
    pageOf(apiDestinations, { ...LIMITED, token: params.NextToken, asked: params.Limit, pageSize }, (ApiDestinations, NextToken) => ({
      ApiDestinations,
      NextToken,
    })),
};

const MISSING = { status: 404 };

/** What EventBridge Scheduler answers. */
export const scheduler: Readonly<Record<string, Operation>> = {
  ListSchedules: (params, { schedules = [] }, pageSize) =>
    pageOf(schedules, { ...LIMITED, token: params.NextToken, asked: params.MaxResults, pageSize }, (page, NextToken) => ({
      Schedules: page.map(({ Name, GroupName, State, Arn }) => ({ Name, GroupName, State, Arn })),
      NextToken,
    })),
  GetSchedule: (params, { schedules = [] }) =>
    named(
      schedules.filter(({ GroupName }) => GroupName === (params.groupName ?? 'default')),
      'Name',
      params.Name,
      ok,
      MISSING,
    ),
};

/** What EventBridge Pipes answers. */
export const pipes: Readonly<Record<string, Operation>> = {
  ListPipes: (params, account, pageSize) =>
    pageOf(account.pipes ?? [], { ...LIMITED, token: params.NextToken, asked: params.Limit, pageSize }, (page, NextToken) => ({
      Pipes: page.map(({ Name, Arn, DesiredState, Source, Target, Enrichment }) => ({
        Name,
        Arn,
        DesiredState,
        Source,
        Target,
        Enrichment,
      })),
      NextToken,
    })),
  DescribePipe: (params, account) => named(account.pipes ?? [], 'Name', params.Name, ok, { status: 404, code: 'NotFoundException' }),
};

/** What Step Functions answers. */
export const states: Readonly<Record<string, Operation>> = {
  ListStateMachines: (params, { stateMachines = [] }, pageSize) =>
    pageOf(stateMachines, { most: 1000, token: params.nextToken, asked: params.maxResults, pageSize }, (page, nextToken) => ({
      stateMachines: page.map(({ stateMachineArn, name, type }) => ({ stateMachineArn, name, type, creationDate: 1_700_000_000 })),
      nextToken,
    })),
  DescribeStateMachine: (params, { stateMachines = [] }) =>
    named(stateMachines, 'stateMachineArn', params.stateMachineArn, (machine) => ok({ creationDate: 1_700_000_000, ...machine }), {
      code: 'StateMachineDoesNotExist',
    }),
};
