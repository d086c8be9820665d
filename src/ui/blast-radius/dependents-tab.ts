import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { BlastRadiusReport } from '../../services/blast-radius/blast-radius-types.ts';
import { servicesOf } from '../page/services-of.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import { TEXTS } from './blast-radius-texts.ts';
import './strong-blast-radius.ts';

/** What depends on a key. Opening it is noted in the ledger. */
@customElement('strong-key-dependents-tab')
export class StrongKeyDependentsTab extends StrongKeyTab {
  protected override readonly shape = 'table';

  @state() private report: BlastRadiusReport | undefined;

  protected override async load() {
    const { strongroom, caller, region } = this.context;
    const report = await servicesOf(strongroom).blastRadius.dependents({ KeyId: this.key.Arn, caller, region });
    return () => {
      this.report = report;
    };
  }

  protected override renderContent() {
    return html`<h2>${TEXTS.heading}</h2>
      <p>${TEXTS.tab.lead}</p>
      <strong-blast-radius
        .report=${this.report}
        account=${this.context.account}
        region=${this.context.region}
        .nothing=${TEXTS.tab.none}
      ></strong-blast-radius>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-dependents-tab': StrongKeyDependentsTab;
  }
}
