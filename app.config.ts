export default defineAppConfig({
  ui: {
    colors: { primary: 'teal', neutral: 'slate' },
    button: {
      // Nuxt UI fades a button under the pointer, and with it the contrast of its label.
      compoundVariants: [{ color: 'primary', variant: 'solid', class: 'hover:bg-primary-800 active:bg-primary-800 dark:hover:bg-primary-300 dark:active:bg-primary-300' }],
    },
  },
})
