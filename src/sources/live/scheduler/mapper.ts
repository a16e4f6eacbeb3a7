import type { GetScheduleOutput, ScheduleSummary } from '@aws-sdk/client-scheduler';
import { type Found, instantOf, type Place, type Properties, picked, present, withoutSecrets } from '../answers.ts';

/** A schedule of ListSchedules. Its name is unique in its group alone. */
export const listedSchedule = (given: ScheduleSummary, { partition, region, account }: Place): Found => {
  const { Name: name = '', GroupName: group = 'default' } = given;
  const arn = given.Arn ?? `arn:${partition}:scheduler:${region}:${account ?? ''}:schedule/${group}/${name}`;
  return {
    type: 'AWS::Scheduler::Schedule',
    id: group === 'default' ? name : `${group}/${name}`,
    arn,
    properties: picked({ ...given, GroupName: group }, ['GroupName', 'Name', 'State']),
    attributes: { Ref: name, Arn: arn },
  };
};

/** What GetSchedule says. What a target is sent may be anything, secrets too. */
export const scheduleOf = (given: GetScheduleOutput): Properties => ({
  ...picked(given, ['FlexibleTimeWindow', 'KmsKeyArn', 'ScheduleExpression', 'ScheduleExpressionTimezone']),
  ...present({
    EndDate: instantOf(given.EndDate),
    StartDate: instantOf(given.StartDate),
    Target: given.Target && withoutSecrets(given.Target, 'Target'),
  }),
});
