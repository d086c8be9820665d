import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { PolicyEvent } from '../../components/strong-policy-editor.ts';
import { StrongKeyTab } from './strong-key-tab.ts';
import '../../components/strong-policy-editor.ts';

/** The key policy of a key, to read and to change. */
@customElement('strong-key-policy-tab')
export class StrongKeyPolicyTab extends StrongKeyTab {
  @state() private policy: string | undefined;

  protected override async load() {
    const { Policy } = await this.ask('GetKeyPolicy', {});
    return () => {
      this.policy = Policy;
    };
  }

  protected override renderContent() {
    return html`<strong-policy-editor class="wide" .policy=${this.policy} @strong-policy=${this.save}></strong-policy-editor>`;
  }

  private save({ detail: { policy } }: PolicyEvent) {
    return this.act('PutKeyPolicy', { Policy: policy }, 'Policy saved.');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-policy-tab': StrongKeyPolicyTab;
  }
}
