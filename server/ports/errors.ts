import type { NewNote } from '#shared/note'

type NoteOf<C extends NewNote['code']> = Extract<NewNote, { code: C }>

/** A store or queue does not answer; trying again later may help. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
  constructor(
    readonly note: NoteOf<
      | 'database_silent' | 'database_away' | 'mongo_away' | 'redis_away' | 'folder_away'
      | 'no_chunk' | 'no_document' | 'no_baseline_copy'
    >,
    options?: ErrorOptions,
  ) {
    super([note.code, ...Object.values(note.args)].join(' '), options)
  }
}

/** No room left where bytes are kept. */
export class DiskFull extends Error {
  override name = 'DiskFull'
  constructor(
    readonly note: NoteOf<'little_room' | 'no_room' | 'no_room_database' | 'no_room_mongo'>,
    options?: ErrorOptions,
  ) {
    super(note.code, options)
  }
}

/** The id is in use, or was within the last day. */
export class JobExists extends Error {
  override name = 'JobExists'
  readonly note: NoteOf<'id_in_use'>
  constructor(jobId: string) {
    super(`id_in_use ${jobId}`)
    this.note = { code: 'id_in_use', args: { job: jobId } }
  }
}

/** The tables can't be read as they are. The message says why. */
export class TablesDamaged extends Error {
  override name = 'TablesDamaged'
}

/** Tables and bytes do not belong together, or one of them is damaged. The message says what was found, where, and what to do. Nothing was changed. */
export class StoresRefused extends Error {
  override name = 'StoresRefused'
}

/** A server that a setting names can't be used. The message begins with the setting's name, says why, and tells no secret. */
export class ServerRefused extends Error {
  override name = 'ServerRefused'
}
