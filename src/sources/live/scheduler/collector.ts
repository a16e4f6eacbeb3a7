import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { listedSchedule, scheduleOf } from './mapper.ts';

/** A schedule that was deleted, or has run for the last time, after it was listed. */
const GONE = ['ResourceNotFoundException'];

/** Schedules: their names, and one call for each that says what is invoked. */
export const scheduler: Collector = {
  service: 'scheduler',
  calls: [
    { action: 'scheduler:ListSchedules', kind: 'list', gives: { 'AWS::Scheduler::Schedule': ['GroupName', 'Name', 'State'] } },
    {
      action: 'scheduler:GetSchedule',
      kind: 'detail',
      gives: {
        'AWS::Scheduler::Schedule': [
          'EndDate',
          'FlexibleTimeWindow',
          'KmsKeyArn',
          'ScheduleExpression',
          'ScheduleExpressionTimezone',
          'StartDate',
          'Target',
        ],
      },
      after: ['scheduler:ListSchedules'],
      permission: { resources: ['arn:${Partition}:scheduler:${Region}:${Account}:schedule/*'] },
    },
  ],

  async collect(run) {
    const { GetScheduleCommand, ListSchedulesCommand, SchedulerClient } = await import('@aws-sdk/client-scheduler');
    const client = run.client(SchedulerClient);
    const schedules = await run.list('scheduler:ListSchedules', async (NextToken) => {
      const answer = await client.send(new ListSchedulesCommand({ MaxResults: 100, NextToken }));
      return { items: known(answer.Schedules, 'Name'), next: answer.NextToken };
    });
    await run.each(schedules, async (schedule) => {
      const listed = listedSchedule(schedule, run);
      const answer = await run.ask(
        'scheduler:GetSchedule',
        async () => {
          const given = await client.send(new GetScheduleCommand({ Name: schedule.Name, GroupName: schedule.GroupName }));
          if (typeof given.Name !== 'string') throw new TypeError('Name is missing');
          return given;
        },
        GONE,
      );
      if (answer.state === 'none') return;
      run.add({ ...listed, properties: { ...listed.properties, ...run.given(answer, 'AWS::Scheduler::Schedule', scheduleOf) } });
    });
  },
};
