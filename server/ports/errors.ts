/** A store or queue does not answer; trying again later may help. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}

/** No room left where bytes are kept. */
export class DiskFull extends Error {
  override name = 'DiskFull'
}

/** The id is in use, or was within the last day. */
export class JobExists extends Error {
  override name = 'JobExists'
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
