import { html } from 'lit';

/** The name of an operation, which may break before "Without" where it is wider than its place. */
export function operationName(operation: string) {
  return operation.split(/(?=Without)/).map((part, index) => (index > 0 ? html`<wbr />${part}` : part));
}
