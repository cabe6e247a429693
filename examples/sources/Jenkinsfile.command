// The service migrates when it starts, and starts without that from then on.
pipeline {
    agent none
    stages {
        stage('Release') {
            steps {
                releaseFlow(environment: 'production') {
                    deployService service: 'api', build: 'app', branch: 'main', restoreCommand: true,
                        command: './migrate at the start && exec "$JAVA_HOME/bin/java" Serve.java after the migration'
                }
            }
        }
    }
}
