import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type {
  BlastRadiusReport,
  DependentName,
  StoppingDependent,
} from '../../services/blast-radius/blast-radius-types.ts';
import { count, moment } from '../kit/format.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { base } from '../styles/shared.ts';
import { TEXTS } from './blast-radius-texts.ts';

/** A longer list is folded up. */
const MAX_SHOWN = 12;

/** One line of a list: a dependent, and why it stops or continues. */
interface Line {
  readonly dependent: DependentName;
  readonly why: string;
  readonly detail?: string;
}

/** What would stop with a change: a report as lists, and what the report does not see. */
@customElement('strong-blast-radius')
export class StrongBlastRadius extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
      }
      h3 {
        margin-block: 0.25rem;
        font-size: inherit;
      }
      h3 + p {
        margin-block-end: 0.4rem;
      }
      ul {
        list-style: none;
        border-top: 1px solid var(--line);
      }
      li {
        display: grid;
        gap: 0.1rem;
        padding-block: 0.4rem;
        border-bottom: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      .now h3 {
        color: var(--deny);
      }
      .later h3 {
        color: var(--warn);
      }
      summary {
        min-height: var(--target);
        align-content: center;
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) report: BlastRadiusReport | undefined;
  /** Principals of other accounts are named with their account. */
  @property() account = '';
  /** The Region of the page: dependents of others are named with theirs. */
  @property() region = '';
  /** Leaves out callers that lose access, which another list of the page has. */
  @property({ type: Boolean }) withoutCallers = false;
  /** What to say if nothing stops. */
  @property() nothing = TEXTS.nothing;

  override render() {
    const { report } = this;
    if (report === undefined) return nothing;
    if (report.isRefused) return html`<p>${TEXTS.refused}</p>`;
    const stops = report.stops.filter(({ kind }) => !this.withoutCallers || kind !== 'caller');
    const of = (when: StoppingDependent['when']) => stops.filter((one) => one.when === when);
    const [now, later] = [of('now'), of('later')];
    const { groups } = TEXTS;
    return html`<p>
        <b>
          ${now.length + later.length === 0 ? this.nothing : TEXTS.summary(now.length, later.length)}
          ${report.isPermanent && stops.length > 0 ? TEXTS.permanent : nothing}
        </b>
      </p>
      ${this.renderGroup(
        'now',
        groups.now,
        now.map((one) => this.lineOf(one)),
      )}
      ${this.renderGroup(
        'later',
        groups.later,
        later.map((one) => this.lineOf(one)),
      )}
      ${this.renderGroup(
        'already',
        groups.already,
        of('already').map((one) => this.lineOf(one)),
      )}
      ${this.renderGroup(
        'continues',
        groups.continues,
        report.continues.map((dependent) => ({ dependent, why: TEXTS.reasons[dependent.reason] })),
      )}
      ${this.renderGroup(
        'ciphertexts',
        groups.ciphertexts,
        report.ciphertexts.map((dependent) => ({ dependent, why: TEXTS.ciphertextError(dependent.error) })),
      )}
      ${report.unknown.map(({ fact, error }) => html`<p>${TEXTS.unknown[fact](error)}</p>`)}
      <p class="soft small">${TEXTS.knows} ${report.limits.map((limit) => TEXTS.limits[limit]).join(' ')}</p>`;
  }

  private lineOf(dependent: StoppingDependent): Line {
    const { reason, principals = [], operations = [], kind, holders = [], until } = dependent;
    const namesOf = (arns: readonly string[]) => arns.map((arn) => callerNameFrom(this.account, arn)).join(', ');
    const names = namesOf(principals);
    const whose = kind === 'grant' || names === '' ? '' : TEXTS.principals(names);
    // The principals of a policy change are those that the data key serves.
    const held = holders.length === 0 || principals.length > 0 ? '' : TEXTS.holders(namesOf(holders));
    const end = until === undefined ? '' : TEXTS.until(moment(until));
    const calls = [whose, operations.join(', ')].filter(Boolean).join(': ');
    return { dependent, why: TEXTS.reasons[reason], detail: [calls, held, end].filter(Boolean).join(', ') };
  }

  private renderGroup(name: string, heading: string, lines: readonly Line[]): TemplateResult | typeof nothing {
    if (lines.length === 0) return nothing;
    const shown = lines.slice(0, MAX_SHOWN);
    const folded = lines.slice(MAX_SHOWN);
    // A reason that all lines share is said once.
    const [first] = lines;
    const isShared = lines.length > 1 && lines.every(({ why }) => why === first?.why);
    return html`<section class=${name} aria-labelledby=${name}>
      <h3 id=${name}>${heading} (${count(lines.length)})</h3>
      ${isShared ? html`<p class="small soft">${first?.why}</p>` : nothing}
      <ul>
        ${shown.map((line) => this.renderLine(line, isShared))}
      </ul>
      ${
        folded.length === 0
          ? nothing
          : html`<details>
              <summary>${TEXTS.more(count(folded.length))}</summary>
              <ul>
                ${folded.map((line) => this.renderLine(line, isShared))}
              </ul>
            </details>`
      }
    </section>`;
  }

  private renderLine({ dependent, why, detail = '' }: Line, isShared: boolean) {
    const { kind, name, region = '', tenant, backup, program } = dependent;
    const isPrincipal = kind === 'caller' || kind === 'grant';
    const facts = [
      kind === 'file' && program !== undefined ? TEXTS.program(program) : '',
      tenant === undefined ? '' : TEXTS.tenant(tenant),
      backup === undefined ? '' : TEXTS.backup(backup),
      region === this.region ? '' : region,
      detail,
    ].filter(Boolean);
    return html`<li>
      <span>
        ${TEXTS.kinds[kind]} <b>${isPrincipal ? callerNameFrom(this.account, name) : name}</b>${
          facts.length === 0 ? nothing : html` <span class="soft">(${facts.join(', ')})</span>`
        }
      </span>
      ${isShared ? nothing : html`<span class="small soft">${why}</span>`}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-blast-radius': StrongBlastRadius;
  }
}
