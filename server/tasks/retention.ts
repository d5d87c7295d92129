import { defineTask, useNitroApp } from 'nitropack/runtime'
import { retention } from '../jobs/ending/retention'

export default defineTask({
  meta: { name: 'retention', description: 'Deletes jobs that ended more than RETENTION_DAYS ago' },
  async run() {
    const { running } = useNitroApp()
    return { result: running ? await retention(running.backends, running.settings.retentionDays) : 0 }
  },
})
