import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Credentials } from '../../model/contract.ts';
import type { PolicyDocument } from '../../model/records.ts';
import type { StrongDialog } from '../components/strong-dialog.ts';
import type { PutEvent } from '../components/strong-entry-form.ts';
import { href } from '../router.ts';
import { announce } from '../state/announce.ts';
import {
  accountOfEntry,
  endpointOfEntry,
  ENTRY_WORDS,
  entryId,
  entryWords,
  newEntry,
  principalOfEntry,
  type Entry,
  type EntryKind,
} from '../state/directory-entry.ts';
import { entryOf, loadDirectory, sectionsOf, type DirectoryContents } from '../state/directory-contents.ts';
import { problemOf, type Problem } from '../state/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { StrongPage } from './strong-page.ts';
import '../components/strong-credentials.ts';
import '../components/strong-dialog.ts';
import '../components/strong-directory-list.ts';
import '../components/strong-entry-form.ts';
import '../components/strong-problem.ts';

/** What can be made here, in the order of the choice. */
const MAKES: readonly EntryKind[] = ['user', 'role', 'session', 'federated', 'group', 'account', 'endpoint'];

const CALLERS: ReadonlySet<EntryKind> = new Set<EntryKind>(['user', 'role', 'session', 'federated', 'root']);

/** Whose entries can be taken away, beside those of the world as a whole. */
const REMOVABLE: ReadonlySet<EntryKind> = new Set<EntryKind>(['user', 'role', 'session', 'federated']);

const isKind = (text: string | null): text is EntryKind => text !== null && (MAKES as readonly string[]).includes(text);

/** Who there is in this world: accounts, principals, groups, VPC endpoints, with their policies. `show` and `new` in the address say what is open. */
@customElement('strong-directory-page')
export class StrongDirectoryPage extends StrongPage {
  static override styles = [
    base,
    controls,
    css`
      .make {
        margin-block: 1.25rem 1.5rem;
      }
      .make select {
        width: auto;
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
      @media (max-width: 52rem) {
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
  @state() private busy = false;
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('.detail h2') private heading!: HTMLElement | null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('query') && !changed.has('context')) return;
    if (changed.has('query')) this.credentials = undefined;
    void this.load(changed.get('query') !== undefined);
  }

  override render() {
    const { contents } = this;
    return html`<h1>Directory</h1>
      <p class="soft">
        Who there is in this world, and what their policies say. Everybody here can be the caller of this page, and of your programs.
      </p>
      <div class="row make">
        <label for="make">New</label>
        <select id="make" @change=${this.onMake}>
          <option value="">choose…</option>
          ${MAKES.map((kind) => html`<option value=${kind}>${ENTRY_WORDS[kind].one}</option>`)}
        </select>
      </div>
      ${
        contents
          ? html`<div class="two ${this.wanted ? 'open' : ''}">
              <strong-directory-list .sections=${sectionsOf(contents, this.query.get('show') ?? '')}></strong-directory-list>
              <div class="detail">${this.renderDetail()}</div>
            </div>`
          : this.problem
            ? html`<strong-problem .problem=${this.problem}></strong-problem>`
            : html`<p class="soft">Loading…</p>`
      }`;
  }

  private get wanted(): string {
    return this.query.get('show') ?? this.query.get('new') ?? '';
  }

  private renderDetail() {
    const { entry } = this;
    if (!entry) {
      return this.wanted
        ? html`<p>There is nothing of the name ${this.wanted} in this world. <a href=${href(['directory'])}>The whole directory</a></p>`
        : html`<p class="soft">Choose somebody, or make a new one.</p>`;
    }
    const { kind, id } = entry;
    return html`<p class="back"><a href=${href(['directory'])}>The whole directory</a></p>
      <div>
        <h2 tabindex="-1">${id ? entryWords(entry) : `New ${ENTRY_WORDS[kind].one}`}</h2>
        ${id && kind !== 'account' && kind !== 'endpoint' ? html`<p class="mono soft">${id}</p>` : nothing}
        <p class="soft">${ENTRY_WORDS[kind].says}</p>
      </div>
      ${id && CALLERS.has(kind) ? this.renderCaller(entry) : nothing}
      ${this.credentials ? html`<strong-credentials .credentials=${this.credentials} @strong-close=${() => (this.credentials = undefined)}></strong-credentials>` : nothing}
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${keyed(`${kind} ${id}`, html`<strong-entry-form .entry=${entry} ?busy=${this.busy} @strong-put=${this.onPut}></strong-entry-form>`)}
      ${id ? this.renderRemoval(entry) : nothing}`;
  }

  private renderCaller({ id }: Entry) {
    return html`<div class="row">
      <button type="button" @click=${() => this.switchTo({ caller: id })}>Be this caller</button>
      <button type="button" aria-disabled=${this.busy} @click=${() => this.makeKey(id)}>New access key</button>
      <a class="button" href=${href(['simulator'], { principal: id })}>What may it do?</a>
    </div>`;
  }

  private renderRemoval({ kind, id }: Entry) {
    if (!REMOVABLE.has(kind)) {
      return kind === 'root' ? nothing : html`<p class="soft small">It can be changed and not removed; Settings makes the whole world fresh.</p>`;
    }
    const words = entryWords({ kind, id });
    return html`<div><button type="button" class="danger" @click=${() => this.dialog.show()}>Remove…</button></div>
      <strong-dialog heading="Remove ${words}">
        <p>Its access keys stop working, and policies that name it name nobody any more. Keys that it made stay.</p>
        <button slot="actions" type="button" class="danger" @click=${() => this.dismiss(id, words)}>Remove</button>
      </strong-dialog>`;
  }

  private onMake(event: Event) {
    const select = event.target as HTMLSelectElement;
    const kind = select.value;
    select.value = '';
    if (kind) location.hash = href(['directory'], { new: kind });
  }

  /** Reads the directory, and the entry that the address names; moves the focus to it where the visitor asked for it. */
  private async load(moved = false): Promise<void> {
    const { query: asked } = this;
    try {
      const contents = await loadDirectory(this.context.strongroom.sandbox);
      const made = asked.get('new');
      const entry = isKind(made)
        ? newEntry(made, this.context.account || (contents.accounts[0]?.id ?? ''))
        : await entryOf(this.context.strongroom.sandbox, contents, asked.get('show') ?? '');
      if (asked !== this.query) return;
      Object.assign(this, { contents, entry, problem: undefined });
    } catch (error) {
      this.problem = problemOf(error);
    }
    if (!moved) return;
    await this.updateComplete;
    this.heading?.focus();
  }

  private async onPut({ detail: { entry } }: PutEvent) {
    const id = entryId(entry);
    const credentials = await this.attempt(() => this.put(entry), `Saved: ${entryWords({ kind: entry.kind, id })}.`);
    if (credentials === false) return;
    if (entry.id) await this.load();
    else location.hash = href(['directory'], { show: id });
    if (!entry.id && credentials) setTimeout(() => (this.credentials = credentials));
  }

  /** Puts the entry; a principal gives credentials, which are shown where it is new. */
  private async put(entry: Entry): Promise<Credentials | undefined> {
    const { sandbox } = this.context.strongroom;
    if (entry.kind === 'account') await sandbox.accounts.put(accountOfEntry(entry));
    else if (entry.kind === 'endpoint') await sandbox.endpoints.put(endpointOfEntry(entry));
    else if (entry.kind === 'group')
      await sandbox.groups.put({ arn: entryId(entry), policies: (entry.values['policies'] ?? []) as PolicyDocument[] });
    else return sandbox.principals.put(principalOfEntry(entry));
    return undefined;
  }

  private async makeKey(arn: string) {
    if (this.busy) return;
    const credentials = await this.attempt(
      () => this.context.strongroom.sandbox.principals.put({ arn }),
      'A new access key was made. Its secret is shown this once.',
    );
    if (credentials) this.credentials = credentials;
  }

  private async dismiss(arn: string, words: string) {
    this.dialog.close();
    const done = await this.attempt(() => this.context.strongroom.sandbox.principals.remove(arn), `Removed: ${words}.`);
    if (done !== false) location.hash = href(['directory']);
  }

  /** Does `what` and says so; false when it failed, with the problem shown. */
  private async attempt<T>(what: () => Promise<T>, said: string): Promise<T | false> {
    this.problem = undefined;
    this.busy = true;
    try {
      const answer = await what();
      announce(this, said);
      return answer;
    } catch (error) {
      const words = { happened: 'The directory does not take this.', next: 'Nothing was changed. What is wrong stands here:' };
      this.problem = { ...problemOf(error), words };
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
