import type { Inventory } from '../../model/inventory.ts';
import type { BillOptions } from './bill.ts';
import { cyclonedx } from './cyclonedx.ts';
import { spdx } from './spdx.ts';

/** The formats of bills of materials, by the names that `--format` takes. */
export const bills = { cyclonedx, spdx } as const satisfies Readonly<
  Record<string, (inventory: Inventory, options: BillOptions) => string>
>;

/** Whether a format is one of a bill of materials. */
export const isBill = (format: string): format is keyof typeof bills => Object.hasOwn(bills, format);
