/** The page of the volumes as data. */
import { action, given, text } from './action-fields.ts';
import type { ActionValues, ServicePage } from './service-action.ts';
import { TEXTS } from './services-texts.ts';

const volume = [text('VolumeId')];
const volumeOf = (values: ActionValues) => ({ VolumeId: given(values, 'VolumeId') });

/** The volumes. */
export const volumesPage: ServicePage = {
  async load({ volumes: service }) {
    const all = await service.listVolumes();
    return { rows: all.map(({ VolumeId, State, KmsKeyId, GrantId }) => [VolumeId, State, KmsKeyId, GrantId ?? '']) };
  },
  actions: [
    action('createVolume', [text('KeyId')], async ({ volumes: service }, values, by) =>
      TEXTS.created((await service.createVolume({ ...by, KmsKeyId: given(values, 'KeyId') })).VolumeId),
    ),
    action('attachVolume', volume, async ({ volumes: service }, values, { caller }) => {
      await service.attachVolume({ ...volumeOf(values), caller });
      return TEXTS.done;
    }),
    action('write', [...volume, text('text')], async ({ volumes: service }, values) => {
      await service.write({ ...volumeOf(values), text: given(values, 'text') });
      return TEXTS.done;
    }),
    action('read', volume, ({ volumes: service }, values) => service.read(volumeOf(values))),
    action('detachVolume', volume, async ({ volumes: service }, values) => {
      await service.detachVolume(volumeOf(values));
      return TEXTS.done;
    }),
    action('deleteVolume', volume, async ({ volumes: service }, values) => {
      await service.deleteVolume(volumeOf(values));
      return TEXTS.deleted(given(values, 'VolumeId'));
    }),
  ],
};
