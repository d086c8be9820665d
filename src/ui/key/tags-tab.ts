import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Tag } from '../../model/sdk.ts';
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

  private async save({ detail }: CustomEvent<Readonly<Record<string, string>>>) {
    const gone = this.tags.map(({ TagKey = '' }) => TagKey).filter((tag) => !Object.hasOwn(detail, tag));
    const changed = Object.entries(detail).filter(
      ([tag, value]) => this.tags.find(({ TagKey }) => TagKey === tag)?.TagValue !== value,
    );
    if (gone.length > 0 && !(await this.act('UntagResource', { TagKeys: gone }, 'Tags removed.'))) return;
    if (changed.length > 0)
      await this.act(
        'TagResource',
        { Tags: changed.map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
        'Tags saved.',
      );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-tags-tab': StrongKeyTagsTab;
  }
}
