import type { Table } from '../table.ts';
import { API_GATEWAY } from './api-gateway.ts';
import { APPSYNC } from './appsync.ts';
import { COGNITO } from './cognito.ts';
import { DATA } from './data.ts';
import { DATABASES } from './databases.ts';
import { EDGE } from './edge.ts';
import { EVENTS } from './events.ts';
import { HTTP_API } from './http-api.ts';
import { IAM } from './iam.ts';
import { KEYS } from './keys.ts';
import { LAMBDA } from './lambda.ts';
import { MESSAGING } from './messaging.ts';
import { OPERATIONS } from './operations.ts';

/** Every type of Terraform's AWS provider that is read. */
export const TABLES: readonly Table[] = [
  ...API_GATEWAY,
  ...APPSYNC,
  ...COGNITO,
  ...DATA,
  ...DATABASES,
  ...EDGE,
  ...EVENTS,
  ...HTTP_API,
  ...IAM,
  ...KEYS,
  ...LAMBDA,
  ...MESSAGING,
  ...OPERATIONS,
];

const BY_TERRAFORM = new Map(TABLES.map((table) => [table.terraform, table]));

/** How a type of Terraform is read. */
export const tableOf = (terraform: string): Table | undefined => BY_TERRAFORM.get(terraform);
