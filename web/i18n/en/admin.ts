export const admin = {
  title: 'Administration',
  tabs: {
    people: 'People',
    import: 'Import',
    classes: 'Classes',
    reports: 'Reports',
    jobs: 'Jobs',
    audit: 'Log',
    health: 'Health',
    school: 'School',
    timetable: 'Timetable',
    address: 'Address',
    jitsi: 'Jitsi',
  },
} as const
