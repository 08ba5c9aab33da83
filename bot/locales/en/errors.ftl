error-unexpected =
    Something went wrong on my side. Please try again; if it happens again, tell whoever runs this bot the error id
    `{ $id }`.
