import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Tag } from '../../model/sdk.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { PairsEvent } from '../kit/strong-pairs.ts';
import { outputOf } from '../page/call-recorder.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import { TEXTS } from './key-texts.ts';
import '../kit/strong-pairs.ts';

/** The tags of a key. */
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
        label=${TEXTS.tags.label}
        .pairs=${Object.fromEntries(this.tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]))}
        @strong-pairs=${this.save}
        save=${TEXTS.tags.save}
      ></strong-pairs>
      <p class="soft small">${TEXTS.tags.hint}</p>`;
  }

  /**
   * Stores the tags as they are shown. TagResource runs first, so that a refused tag changes nothing. If old and new
   * tags together exceed the quota, UntagResource runs first.
   */
  private async save({ detail }: PairsEvent) {
    if (!detail) return;
    const removed = this.tags.map(({ TagKey = '' }) => TagKey).filter((tag) => !Object.hasOwn(detail, tag));
    const changed = Object.entries(detail).filter(
      ([tag, value]) => this.tags.find(({ TagKey }) => TagKey === tag)?.TagValue !== value,
    );
    const { kms } = this.context;
    const { KeyId } = this.key;
    const untag = async () =>
      removed.length > 0 && outputOf(await kms.call('UntagResource', { KeyId, TagKeys: removed }));
    const tag = async () =>
      changed.length > 0 &&
      outputOf(
        await kms.call('TagResource', { KeyId, Tags: changed.map(([TagKey, TagValue]) => ({ TagKey, TagValue })) }),
      );
    const full = Object.keys(detail).length + removed.length > QUOTAS.tagsPerKey;
    await this.attempt(async () => {
      for (const call of full ? [untag, tag] : [tag, untag]) await call();
    }, TEXTS.tags.saved);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-tags-tab': StrongKeyTagsTab;
  }
}
