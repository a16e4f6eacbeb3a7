import type { Table } from '../table.ts';
import { API_GATEWAY } from './api-gateway.ts';
import { HTTP_API } from './http-api.ts';
import { LAMBDA } from './lambda.ts';
import { MESSAGING } from './messaging.ts';

/** Every type of Terraform's AWS provider that is read. */
export const TABLES: readonly Table[] = [...API_GATEWAY, ...HTTP_API, ...LAMBDA, ...MESSAGING];

const BY_TERRAFORM = new Map(TABLES.map((table) => [table.terraform, table]));

/** How a type of Terraform is read. */
export const tableOf = (terraform: string): Table | undefined => BY_TERRAFORM.get(terraform);
