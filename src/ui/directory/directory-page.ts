import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { keyed } from 'lit/directives/keyed.js';
import type { AccessKeyView, Credentials } from '../../model/contract.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { REMOVE_KEY } from './strong-access-keys.ts';
import type { EventOf } from '../kit/typed-event.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import type { PUT_ENTRY, StrongEntryForm } from './strong-entry-form.ts';
import type { GENERATE_POLICY, TAKE_POLICY } from './strong-least-privilege-policy.ts';
import { href } from '../page/router.ts';
import { announce } from '../kit/announce.ts';
import { toast } from '../kit/toast.ts';
import {
  accountOfEntry,
  endpointOfEntry,
  entryId,
  entryWords,
  knownFrom,
  newEntry,
  principalOfEntry,
  type Entry,
} from './directory-entry.ts';
import type { EntryKind } from './entry-kind.ts';
import { choicesOf, removalWords, sectionsOf, type DirectoryContents } from './directory-sections.ts';
import { entryOf, loadDirectory } from './load-directory.ts';
import { loadDocumentErrors } from './load-document-errors.ts';
import { generatePolicy, type GeneratedPolicy } from './generate-policy.ts';
import { TEXTS } from './directory-texts.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { callerWords } from '../page/principal-names.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import './strong-access-keys.ts';
import './strong-credentials.ts';
import '../kit/strong-dialog.ts';
import './strong-directory-list.ts';
import './strong-entry-form.ts';
import './strong-least-privilege-policy.ts';
import '../page/strong-problem.ts';

/** The kinds that have identity policies, for which a policy can be generated. */
const HAS_POLICIES: ReadonlySet<EntryKind> = new Set<EntryKind>(['user', 'role', 'federated']);

/** Maximum number of events that a policy is generated from. */
const MAX_EVENTS = 1_000;

/** The kinds that can be created, in the order of the links. */
const CREATABLE: readonly EntryKind[] = ['user', 'role', 'session', 'federated', 'group', 'account', 'endpoint'];

const CALLERS: ReadonlySet<EntryKind> = new Set<EntryKind>(['user', 'role', 'session', 'federated', 'root']);

const isKind = (text: string | null): text is EntryKind =>
  text !== null && (CREATABLE as readonly string[]).includes(text);

/**
 * The accounts, principals, groups and VPC endpoints of the sandbox, with their policies. `show` and `new` in the URL
 * name the open entry.
 */
@customElement('strong-directory-page')
export class StrongDirectoryPage extends StrongPage {
  static override styles = [
    base,
    controls,
    skeletonStyles,
    css`
      .make {
        margin-block: 1.25rem 1.5rem;
      }
      .make,
      .make ul {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
        list-style: none;
      }
      .make a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
      .make a[aria-current] {
        color: var(--text);
        font-weight: 650;
        text-decoration-thickness: 2px;
      }
      .two {
        display: grid;
        grid-template-columns: 18rem minmax(0, 1fr);
        gap: 2rem 3rem;
        align-items: start;
      }
      .detail {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
      }
      .detail h2 {
        overflow-wrap: anywhere;
      }
      .detail h2:focus {
        outline: none;
      }
      strong-problem {
        margin-block: 0;
      }
      .back {
        display: none;
      }
      @container (max-width: 43.4rem) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
        .two.open strong-directory-list {
          display: none;
        }
        .back {
          display: block;
        }
      }
    `,
  ];

  @property({ attribute: false }) query = new URLSearchParams();

  @state() private contents: DirectoryContents | undefined;
  @state() private entry: Entry | undefined;
  @state() private problem: Problem | undefined;
  @state() private credentials: Credentials | undefined;
  @state() private accessKeys: readonly AccessKeyView[] = [];
  @state() private generated: GeneratedPolicy | undefined;
  @state() private busy = false;
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('strong-entry-form') private form!: StrongEntryForm | null;
  @query('.detail h2') private heading!: HTMLElement | null;

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: ['accounts', 'principals', 'groups', 'sessions', 'endpoints', 'accessKeys'],
      // The form keeps what was typed, and says if the entry changed meanwhile.
      onChange: () => void (this.busy || this.load()),
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('query') && !changed.has('context')) return;
    if (changed.has('query')) this.credentials = this.generated = undefined;
    void this.load(changed.get('query') !== undefined);
  }

  override render() {
    const { contents } = this;
    return html`<h1>${TEXTS.title}</h1>
      <p class="soft">${TEXTS.intro}</p>
      <nav class="make" aria-label=${TEXTS.createLabel}>
        <span>${TEXTS.create}</span>
        <ul>
          ${CREATABLE.map(
            (kind) =>
              html`<li>
                <a
                  href=${href(['directory'], { new: kind })}
                  aria-current=${ifDefined(this.query.get('new') === kind ? 'page' : undefined)}
                  >${TEXTS.kinds[kind].name}</a
                >
              </li>`,
          )}
        </ul>
      </nav>
      ${
        contents
          ? html`<div class="two ${this.wanted ? 'open' : ''}">
              <strong-directory-list
                .sections=${sectionsOf(contents, this.query.get('show') ?? '')}
              ></strong-directory-list>
              <div class="detail">${this.renderDetail(contents)}</div>
            </div>`
          : this.problem
            ? html`<strong-problem .problem=${this.problem}></strong-problem>`
            : skeleton('events', 8)
      }`;
  }

  private get wanted(): string {
    return this.query.get('show') ?? this.query.get('new') ?? '';
  }

  private renderDetail(contents: DirectoryContents) {
    const { entry } = this;
    if (!entry) {
      return this.wanted
        ? html`<p class="missing">${TEXTS.notFound(this.wanted, href(['directory']))}</p>`
        : html`<p class="soft">${TEXTS.select}</p>`;
    }
    const { kind, id } = entry;
    return html`<p class="back"><a href=${href(['directory'])}>${TEXTS.back}</a></p>
      <div>
        <h2 tabindex="-1">${id ? entryWords(entry) : TEXTS.kinds[kind].create}</h2>
        ${id && kind !== 'account' && kind !== 'endpoint' ? html`<p class="mono soft">${id}</p>` : nothing}
        <p class="soft">${TEXTS.kinds[kind].hint}</p>
      </div>
      ${id && CALLERS.has(kind) ? this.renderCaller(entry) : nothing}
      ${this.credentials ? html`<strong-credentials .credentials=${this.credentials} @strong-close=${() => (this.credentials = undefined)}></strong-credentials>` : nothing}
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${id && CALLERS.has(kind) ? keyed(id, this.renderAccessKeys(kind)) : nothing}
      ${id && HAS_POLICIES.has(kind) ? keyed(id, this.renderGenerated(entry)) : nothing}
      ${keyed(`${kind} ${id}`, html`<strong-entry-form .entry=${entry} .choices=${choicesOf(contents)} ?busy=${this.busy} @strong-put=${this.onPut}></strong-entry-form>`)}
      ${id ? this.renderRemoval(entry, contents) : nothing}`;
  }

  private renderCaller({ id }: Entry) {
    return html`<div class="row">
      <button type="button" @click=${() => this.switchTo({ caller: id })}>${TEXTS.caller.use}</button>
      <button type="button" aria-disabled=${this.busy} class="create-key" @click=${() => this.makeKey(id)}>
        ${TEXTS.caller.createKey}
      </button>
      <a class="button" href=${href(['simulator'], { principal: id })}>${TEXTS.caller.simulate}</a>
      <a class="button" href=${href(['activity'], { caller: id })}>${TEXTS.caller.activity}</a>
    </div>`;
  }

  private renderAccessKeys(kind: EntryKind) {
    return html`<strong-access-keys
      .keys=${this.accessKeys}
      ?sessions=${kind === 'role'}
      @strong-remove-key=${({ detail }: EventOf<typeof REMOVE_KEY>) => this.removeKey(detail.id)}
    ></strong-access-keys>`;
  }

  private renderGenerated({ id, values }: Entry) {
    return html`<strong-least-privilege-policy
      .generated=${this.generated}
      .present=${(values.policies ?? []) as PolicyDocument[]}
      .groups=${(values.groups ?? []) as string[]}
      @strong-wanted=${({ detail }: EventOf<typeof GENERATE_POLICY>) => this.generate(id, detail.consoleReads)}
      @strong-take=${({ detail }: EventOf<typeof TAKE_POLICY>) => this.takePolicy(detail.document)}
    ></strong-least-privilege-policy>`;
  }

  private async generate(principal: string, consoleReads: boolean) {
    this.generated = undefined;
    const { events } = await this.context.strongroom.sandbox.events.query({ principal, limit: MAX_EVENTS });
    if (this.entry?.id !== principal) return;
    this.generated = generatePolicy(events, { consoleReads });
  }

  private takePolicy(document: PolicyDocument) {
    this.form?.take('policies', [document]);
    announce(this, TEXTS.generated.taken);
    this.form?.scrollIntoView({ block: 'start' });
  }

  private renderRemoval({ kind, id }: Entry, contents: DirectoryContents) {
    const says = removalWords({ kind, id }, contents);
    if (says === undefined) return html`<p class="soft small">${TEXTS.deletion.root}</p>`;
    const words = entryWords({ kind, id });
    return html`<div>
        <button type="button" class="danger" @click=${() => this.dialog.show()}>${TEXTS.deletion.open}</button>
      </div>
      <strong-dialog heading=${TEXTS.deletion.heading(words)}>
        <p>${says}</p>
        <button slot="actions" type="button" class="danger" @click=${() => this.dismiss({ kind, id }, words)}>
          ${WORDS.delete}
        </button>
      </strong-dialog>`;
  }

  /** Loads the directory and the entry that the URL names. `moved`: the person opened it, so it takes the focus. */
  private async load(moved = false): Promise<void> {
    const { query: asked } = this;
    try {
      const contents = await loadDirectory(this.context.strongroom.sandbox);
      const made = asked.get('new');
      const entry = isKind(made)
        ? newEntry(made, this.context.account || (contents.accounts[0]?.id ?? ''), knownFrom(asked))
        : await entryOf(this.context.strongroom.sandbox, contents, asked.get('show') ?? '');
      const accessKeys =
        entry?.id && CALLERS.has(entry.kind) ? await this.context.strongroom.sandbox.accessKeys.list(entry.id) : [];
      if (asked !== this.query) return;
      Object.assign(this, { contents, entry, accessKeys, problem: undefined });
    } catch (error) {
      this.problem = problemOf(error);
    }
    if (!moved) return;
    await this.updateComplete;
    if (this.heading) this.heading.focus();
    else await this.focusHeading();
  }

  private async onPut({ detail: { entry } }: EventOf<typeof PUT_ENTRY>) {
    const id = entryId(entry);
    // If it cannot be checked, storing it says why.
    const errors = await loadDocumentErrors(this.context.strongroom.sandbox, entry).catch(() => ({}));
    if (Object.keys(errors).length > 0) return this.form?.showDocumentErrors(errors);
    const credentials = await this.attempt(() => this.put(entry), TEXTS.saved(entryWords({ kind: entry.kind, id })));
    if (credentials === false) return;
    this.form?.saved();
    if (entry.id) await this.load();
    else location.hash = href(['directory'], { show: id });
    if (!entry.id && credentials) setTimeout(() => (this.credentials = credentials));
  }

  /** Stores the entry. Returns the credentials of a new principal, to be shown. */
  private async put(entry: Entry): Promise<Credentials | undefined> {
    const { sandbox } = this.context.strongroom;
    if (entry.kind === 'account') await sandbox.accounts.put(accountOfEntry(entry));
    else if (entry.kind === 'endpoint') await sandbox.endpoints.put(endpointOfEntry(entry));
    else if (entry.kind === 'group')
      await sandbox.groups.put({ arn: entryId(entry), policies: (entry.values.policies ?? []) as PolicyDocument[] });
    else if (entry.id) await sandbox.principals.put({ ...principalOfEntry(entry), accessKey: false });
    else {
      const created = await sandbox.principals.put(principalOfEntry(entry));
      return created.accessKeyId === undefined ? undefined : created;
    }
    return undefined;
  }

  private async makeKey(arn: string) {
    if (this.busy) return;
    const credentials = await this.attempt(
      () => this.context.strongroom.sandbox.accessKeys.create(arn),
      TEXTS.accessKeys.announceCreated(callerWords(arn)),
    );
    if (credentials === false) return;
    await this.load();
    this.credentials = credentials;
  }

  private async removeKey(id: string) {
    const done = await this.attempt(
      () => this.context.strongroom.sandbox.accessKeys.remove(id),
      TEXTS.accessKeys.deleted(id),
    );
    if (done === false) return;
    if (this.credentials?.accessKeyId === id) this.credentials = undefined;
    await this.load();
  }

  private async dismiss(entry: Pick<Entry, 'kind' | 'id'>, words: string) {
    this.dialog.close();
    const done = await this.attempt(() => this.takeAway(entry), TEXTS.deleted(words));
    if (done !== false) location.hash = href(['directory']);
  }

  private takeAway({ kind, id }: Pick<Entry, 'kind' | 'id'>): Promise<void> {
    const { accounts, endpoints, groups, principals } = this.context.strongroom.sandbox;
    if (kind === 'account') return accounts.remove(id);
    if (kind === 'endpoint') return endpoints.remove(id);
    return kind === 'group' ? groups.remove(id) : principals.remove(id);
  }

  /** Runs `what` and announces `said`. Returns false if it failed, and shows the error. */
  private async attempt<T>(what: () => Promise<T>, said: string): Promise<T | false> {
    this.problem = undefined;
    this.busy = true;
    try {
      const answer = await what();
      toast(this, said);
      return answer;
    } catch (error) {
      this.problem = { ...problemOf(error), words: TEXTS.failed };
      announce(this, this.problem.message, 'assertive');
      await this.updateComplete;
      this.renderRoot.querySelector('strong-problem')?.scrollIntoView({ block: 'nearest' });
      return false;
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-directory-page': StrongDirectoryPage;
  }
}
