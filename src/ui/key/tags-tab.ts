import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { KmsClient } from '../../client/strongroom.ts';
import type { Tag } from '../../model/sdk.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { PairsEvent } from '../kit/strong-pairs.ts';
import { outputOf } from '../page/call-recorder.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import { TEXTS } from './key-texts.ts';
import '../kit/strong-pairs.ts';

type Tags = Readonly<Record<string, string>>;

/**
 * Replaces the tags `before` of a key by `after`. TagResource runs first, so that a refused tag changes nothing. If old
 * and new tags together exceed the quota, UntagResource runs first.
 */
async function changeTags(kms: KmsClient, KeyId: string, before: Tags, after: Tags): Promise<void> {
  const removed = Object.keys(before).filter((tag) => !Object.hasOwn(after, tag));
  const changed = Object.entries(after).filter(([tag, value]) => before[tag] !== value);
  const untag = async () =>
    removed.length > 0 && outputOf(await kms.call('UntagResource', { KeyId, TagKeys: removed }));
  const tag = async () =>
    changed.length > 0 &&
    outputOf(
      await kms.call('TagResource', { KeyId, Tags: changed.map(([TagKey, TagValue]) => ({ TagKey, TagValue })) }),
    );
  const isFull = Object.keys(after).length + removed.length > QUOTAS.tagsPerKey;
  for (const call of isFull ? [untag, tag] : [tag, untag]) await call();
}

/** The tags of a key. */
@customElement('strong-key-tags-tab')
export class StrongKeyTagsTab extends StrongKeyTab {
  protected override readonly shape = 'form';

  @state() private tags: readonly Tag[] = [];

  protected override async load() {
    const { Tags = [] } = await this.ask('ListResourceTags', {});
    return () => {
      this.tags = Tags;
    };
  }

  protected override renderContent() {
    return html`${keyed(
        this.key.Arn,
        html`<strong-pairs
          class="wide"
          label=${TEXTS.tags.label}
          .pairs=${Object.fromEntries(this.tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]))}
          @strong-pairs=${this.save}
          save=${TEXTS.tags.save}
        ></strong-pairs>`,
      )}
      <p class="soft small">${TEXTS.tags.hint}</p>`;
  }

  /** Stores the tags as they are shown. Undo restores those that the save changed. */
  private async save({ detail }: PairsEvent) {
    if (!detail) return;
    const before = Object.fromEntries(this.tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]));
    const { kms } = this.context;
    const { KeyId } = this.key;
    await this.attempt(() => changeTags(kms, KeyId, before, detail), TEXTS.tags.saved, {
      run: () => changeTags(kms, KeyId, detail, before),
      done: TEXTS.tags.restored,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-tags-tab': StrongKeyTagsTab;
  }
}
