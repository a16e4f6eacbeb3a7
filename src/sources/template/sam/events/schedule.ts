import { getAtt } from '../make.ts';
import type { ExpandEvent } from './event.ts';
import { permission } from './permission.ts';
import { functionArn } from './push.ts';
import { ruleOf, scheduleOf } from './rules.ts';

/** A rule of EventBridge, which invokes the function by a permission. */
export const ruleEvent: ExpandEvent = (event) => ({
  resources: [
    ...ruleOf({ ...event, arn: functionArn(event) }),
    permission(event, 'events.amazonaws.com', { SourceArn: getAtt(event.id, 'Arn', event.span) }),
  ],
});

/** A schedule of EventBridge Scheduler, which invokes the function by a role. */
export const scheduleV2Event: ExpandEvent = (event) => ({
  resources: scheduleOf({ ...event, arn: functionArn(event) }, 'lambda:InvokeFunction'),
});
