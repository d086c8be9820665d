/**
 * Covers fields whose value has an identifier. A browser cannot cover a part of a value, so the whole of it becomes
 * dots. A large field shows its text while it has the focus, because dots cannot be edited.
 */
import { identifiersIn } from './identifiers-in.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const PROPERTY = '-webkit-text-security';

/** Whether this browser can cover values. */
export const canMaskFields = (): boolean => CSS.supports(PROPERTY, 'disc');

/** Whether a node is a field with a value that people read. */
export const isField = (node: Node): node is Field =>
  node instanceof HTMLTextAreaElement ||
  node instanceof HTMLSelectElement ||
  (node instanceof HTMLInputElement && !/^(?:checkbox|radio|file|range|password)$/.test(node.type));

const shownText = (field: Field): string =>
  field instanceof HTMLSelectElement ? (field.selectedOptions[0]?.text ?? '') : field.value;

function hasFocus(field: Field): boolean {
  const root = field.getRootNode();
  return (root instanceof ShadowRoot || root instanceof Document) && root.activeElement === field;
}

/** Covers a field, or shows it again. */
export function maskField(field: Field): void {
  const isEdited = field instanceof HTMLTextAreaElement && hasFocus(field);
  const isCovered = !isEdited && identifiersIn(shownText(field)).length > 0;
  if (isCovered) field.style.setProperty(PROPERTY, 'disc');
  else showField(field);
}

/** Shows a field again. */
export const showField = (field: Field): void => void field.style.removeProperty(PROPERTY);
