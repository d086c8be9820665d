import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Tag } from '../../model/sdk.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { PairsEvent } from '../kit/strong-pairs.ts';
import { outputOf } from '../page/call-recorder.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import '../kit/strong-pairs.ts';

/** The tags of a key, to read and to change. */
@customElement('strong-key-tags-tab')
export class StrongKeyTagsTab extends StrongKeyTab {
  @state() private tags: readonly Tag[] = [];

  protected override async load() {
    const { Tags = [] } = await this.ask('ListResourceTags', {});
    return () => {
      this.tags = Tags;
    };
  }

  protected override renderContent() {
    return html`<strong-pairs
        class="wide"
        label="Tags"
        .pairs=${Object.fromEntries(this.tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]))}
        @strong-pairs=${this.save}
        save="Save tags"
      ></strong-pairs>
      <p class="soft small">Do not store sensitive data in tags. Tags appear in plaintext in the audit log.</p>`;
  }

  /**
   * Stores the tags as they are shown. New values come first, so that a refused tag leaves everything as it was, the form included; at the quota what
   * goes has to make room.
   */
  private async save({ detail }: PairsEvent) {
    if (!detail) return;
    const gone = this.tags.map(({ TagKey = '' }) => TagKey).filter((tag) => !Object.hasOwn(detail, tag));
    const changed = Object.entries(detail).filter(
      ([tag, value]) => this.tags.find(({ TagKey }) => TagKey === tag)?.TagValue !== value,
    );
    const { kms } = this.context;
    const { KeyId } = this.key;
    const untag = async () => gone.length > 0 && outputOf(await kms.call('UntagResource', { KeyId, TagKeys: gone }));
    const tag = async () =>
      changed.length > 0 &&
      outputOf(
        await kms.call('TagResource', { KeyId, Tags: changed.map(([TagKey, TagValue]) => ({ TagKey, TagValue })) }),
      );
    const full = Object.keys(detail).length + gone.length > QUOTAS.tagsPerKey;
    await this.attempt(async () => {
      for (const call of full ? [untag, tag] : [tag, untag]) await call();
    }, 'Tags saved.');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-tags-tab': StrongKeyTagsTab;
  }
}
