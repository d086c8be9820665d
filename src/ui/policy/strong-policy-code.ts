/** The editor of a policy's text. Loaded when it is needed: it is several times the size of the rest of the page. */
import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { LitElement, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { cursorAt, type TextChange } from '../policy-text/policy-places.ts';
import type { Placed } from './policy-findings.ts';
import { namesAt, valuesAt, type Nameable } from '../policy-text/policy-vocabulary.ts';
import { base } from '../styles/shared.ts';
import { policyCodeStyles, policyCodeTheme } from './strong-policy-code.styles.ts';

/** What `strong-text` carries. */
export type TextEvent = CustomEvent<{ readonly text: string }>;

const SEVERITIES = { error: 'error', security: 'warning', warning: 'warning', suggestion: 'info' } as const;

const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--brass)', fontWeight: '600' },
  { tag: tags.string, color: 'var(--text)' },
  { tag: [tags.bool, tags.null, tags.number], color: 'var(--text)', fontWeight: '600' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--soft)' },
]);

/**
 * Puts typed text in itself. Left to the browser, text typed over a selection gets the look of what it replaces by a style attribute, which the page's
 * security policy refuses, with a complaint in the console at each key.
 */
function typeIn(event: InputEvent, view: EditorView): boolean {
  const { data, inputType } = event;
  if (inputType !== 'insertText' || data === null || event.isComposing || view.composing || view.state.readOnly)
    return false;
  event.preventDefault();
  const { from, to } = view.state.selection.main;
  const insert = () =>
    view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
  if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert)))
    view.dispatch(insert());
  return true;
}

/**
 * A policy as text to change, with line numbers, completion and marks at what was found. Fires `strong-text` at each change of the text by hand.
 * Tab indents; Escape and then Tab leaves.
 */
@customElement('strong-policy-code')
export class StrongPolicyCode extends LitElement {
  static override styles = [base, policyCodeStyles];

  @property() label = 'Policy document';
  @property() text = '';
  @property({ attribute: false }) findings: readonly Placed[] = [];
  @property({ attribute: false }) nameable: Nameable = { principals: [], accounts: [] };
  @property({ type: Boolean }) locked = false;
  @query('.place') private place!: HTMLElement;

  #view: EditorView | undefined;
  readonly #locked = new Compartment();

  override render() {
    return html`<div class="place"></div>
      <p id="keys" class="soft small">
        ${this.locked ? '' : 'Ctrl+Space completes. Tab indents; to leave with the keyboard press Escape, then Tab.'}
      </p>`;
  }

  protected override firstUpdated(): void {
    const state = EditorState.create({ doc: this.text, extensions: this.#extensions() });
    this.#view = new EditorView({ state, parent: this.place, root: this.renderRoot as ShadowRoot });
  }

  protected override updated(changed: PropertyValues<this>): void {
    const view = this.#view;
    if (!view) return;
    const now = view.state.doc.toString();
    if (changed.has('text') && this.text !== now)
      view.dispatch({ changes: { from: 0, to: now.length, insert: this.text } });
    if (changed.has('locked'))
      view.dispatch({ effects: this.#locked.reconfigure(EditorState.readOnly.of(this.locked)) });
    if (changed.has('findings')) this.#mark(view);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A tab that is drawn again makes a new element; this one is not shown a second time.
    this.#view?.destroy();
  }

  /** Puts the cursor at `position`, in sight, and the focus here. */
  goTo(position: number): void {
    const view = this.#view;
    if (!view) return;
    const anchor = Math.min(position, view.state.doc.length);
    view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    view.focus();
  }

  /** Changes the text as by hand: it can be undone. */
  change({ from, to, insert }: TextChange): void {
    this.#view?.dispatch({ changes: { from, to, insert }, userEvent: 'input.fix' });
  }

  #extensions(): Extension {
    return [
      basicSetup,
      keymap.of([indentWithTab]),
      json(),
      lintGutter(),
      autocompletion({ override: [(context) => this.#complete(context)], icons: false }),
      syntaxHighlighting(COLOURS),
      EditorView.lineWrapping,
      EditorView.theme(policyCodeTheme),
      EditorView.contentAttributes.of({
        'aria-label': this.label,
        'aria-describedby': 'keys',
        spellcheck: 'false',
        tabindex: '0',
      }),
      EditorView.domEventHandlers({ beforeinput: typeIn }),
      this.#locked.of(EditorState.readOnly.of(this.locked)),
      EditorView.updateListener.of(({ docChanged, state }) => {
        const text = state.doc.toString();
        if (docChanged && text !== this.text) this.dispatchEvent(new CustomEvent('strong-text', { detail: { text } }));
      }),
    ];
  }

  #mark(view: EditorView): void {
    const about = view.state.doc;
    const { length } = about;
    // What was found about an older text is not applied to this one.
    const apply = (change: TextChange): void => {
      if (view.state.doc.eq(about)) this.change(change);
    };
    const diagnostics = this.findings.map(({ from, to, severity, says, fix }) => ({
      from: Math.min(from, length),
      to: Math.min(to, length),
      severity: SEVERITIES[severity],
      message: says,
      ...(fix === undefined ? {} : { actions: [{ name: fix.says, apply: () => apply(fix.change) }] }),
    }));
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }

  #complete(context: CompletionContext): CompletionResult | null {
    const cursor = cursorAt(context.state.doc.toString(), context.pos);
    if (!cursor || (!cursor.quoted && !context.explicit)) return null;
    const { kind, path, at, quoted } = cursor;
    const offers = kind === 'name' ? namesAt(path) : valuesAt(path, this.nameable);
    if (offers.length === 0) return null;
    return {
      ...at,
      options: offers.map(({ word, detail }) => ({
        label: word,
        ...(detail === undefined ? {} : { detail }),
        ...(quoted ? {} : { apply: kind === 'name' ? `${JSON.stringify(word)}: ` : JSON.stringify(word) }),
      })),
      validFor: /^[^"]*$/,
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-code': StrongPolicyCode;
  }
}
