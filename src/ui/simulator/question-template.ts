import { html } from 'lit';
import type { OperationName } from '../../model/operations.ts';
import type { Question } from '../decision/simulation.ts';
import type { ChooseEvent } from '../kit/strong-switch.ts';
import { callerOptions } from '../page/caller-options.ts';
import type { PageContext } from '../page/page-context.ts';
import { callerWords } from '../page/principal-names.ts';
import { OPERATION_OPTIONS, REGION_OPTIONS, withKeysOf, withOperation, type Choices } from './choices.ts';
import { TEXTS } from './simulator-texts.ts';
import '../kit/strong-switch.ts';
import '../page/strong-caller-form.ts';

/** The sentence of a question: operation, principal and Region are choices. `ask` gets the changed question. */
export function questionTemplate(
  question: Question,
  { keys, principals }: Choices,
  { strongroom, account }: Pick<PageContext, 'strongroom' | 'account'>,
  ask: (question: Question) => void,
) {
  const askNamed = (asked: Question) => ask(withKeysOf(asked, keys, account));
  const operation = html`<strong-switch
    id="operation"
    what=${TEXTS.choices.operation}
    .value=${question.operation}
    .options=${OPERATION_OPTIONS}
    @strong-choose=${({ detail }: ChooseEvent) => askNamed(withOperation(question, detail.value as OperationName, keys))}
  ></strong-switch>`;
  const principal = html`<strong-switch
    id="principal"
    what=${TEXTS.choices.principal}
    .value=${question.principal}
    .shown=${callerWords(question.principal)}
    .options=${callerOptions(principals, account)}
    @strong-choose=${({ detail }: ChooseEvent) => askNamed({ ...question, principal: detail.value })}
    ><strong-caller-form .sandbox=${strongroom.sandbox}></strong-caller-form
  ></strong-switch>`;
  const region = html`<strong-switch
    id="region"
    what=${TEXTS.choices.region}
    .value=${question.region}
    .options=${REGION_OPTIONS}
    @strong-choose=${({ detail }: ChooseEvent) => ask({ ...question, region: detail.value })}
  ></strong-switch>`;
  return html`<p class="question">${TEXTS.question(operation, principal, region)}</p>`;
}
