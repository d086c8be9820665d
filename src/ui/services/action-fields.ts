/** Fields of the forms of services, and how their values become members of an input. */
import { ServiceError } from '../../services/service-error.ts';
import type { ActionField, ActionValues, ServiceAction } from './service-action.ts';
import { TEXTS } from './services-texts.ts';

type Label = ActionField['label'];

/** A field that must be filled in. */
export const text = (name: Label, more: Partial<ActionField> = {}): ActionField => ({ name, label: name, ...more });

/** A field that can stay empty. `label`: of the text, where it is not the name of the member. */
export const optional = (name: string, label: Label): ActionField => ({ name, label, isOptional: true });

/** A field with these values. */
export const choice = (name: Label, ...choices: readonly string[]): ActionField => text(name, { choices });

/** An optional whole number from `minimum` on. */
export const wholeNumber = (name: Label, minimum: number, maximum?: number): ActionField =>
  text(name, { isOptional: true, range: maximum === undefined ? [minimum] : [minimum, maximum] });

/** The optional KMS key of a form. */
export const optionalKey = optional('KeyId', 'OptionalKeyId');

/** An action as data. */
export const action = (id: string, fields: readonly ActionField[], run: ServiceAction['run']): ServiceAction => ({
  id,
  fields,
  run,
});

/** The value of a field that the form requires. */
export const given = (values: ActionValues, name: string): string => values[name] ?? '';

/** The members of these names that were filled in. */
export const filled = <N extends string>(values: ActionValues, ...names: readonly N[]): Partial<Record<N, string>> =>
  Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]]))) as Partial<
    Record<N, string>
  >;

/** The members of these names that were filled in, as numbers. */
export const numbers = <N extends string>(values: ActionValues, ...names: readonly N[]): Partial<Record<N, number>> =>
  Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, Number(values[name])]])),
  ) as Partial<Record<N, number>>;

/**
 * Reads a value for each tenant: `red=alias/red, blue=alias/blue`.
 * @param member the field, for errors
 * @throws {ServiceError} at the field
 */
export function parseByTenant(typed: string, member: string): Readonly<Record<string, string>> {
  const parts = typed.split(',').map((part) => part.trim());
  const values = new Map<string, string>();
  const refuse = (message: string) => ServiceError.at(member, 'ValidationException', message);
  for (const part of parts) {
    const [, tenant = '', value = ''] = /^([^=]+)=(.+)$/.exec(part)?.map((each) => each.trim()) ?? [];
    if (tenant === '' || value === '') throw refuse(TEXTS.badByTenant(part));
    if (values.has(tenant)) throw refuse(TEXTS.repeatedTenant(tenant));
    values.set(tenant, value);
  }
  return Object.fromEntries(values);
}

/**
 * Reads a whole number for each tenant: `red=75, blue=5`.
 * @throws {ServiceError} at the field
 */
export function parseRates(typed: string, member: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(parseByTenant(typed, member)).map(([tenant, value]) => {
      if (!/^\d{1,6}$/.test(value)) throw ServiceError.at(member, 'ValidationException', TEXTS.badRate(tenant));
      return [tenant, Number(value)];
    }),
  );
}
